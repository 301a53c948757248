namespace Course.Kernel.Transport;

/// <summary>Jupyter's five connections between a front end and a kernel.</summary>
internal enum Channel
{
    Shell,
    IOPub,
    Stdin,
    Control,
    Heartbeat,
}
