using Course.Tests.Training;

// The crash test starts this assembly again as the training that it kills.
if (args is ["train", var path]) LongRun.TrainUntilKilled(path);
