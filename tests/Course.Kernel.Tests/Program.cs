using Course.Kernel;
using Course.Notebooks;

// Tests start this assembly again as a kernel's process.
return args is ["kernel", "run", var connectionFile] ? await KernelProcess.RunAsync(connectionFile, new SessionOptions()) : 0;
