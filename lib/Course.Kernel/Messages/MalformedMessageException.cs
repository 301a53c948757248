namespace Course.Kernel.Messages;

/// <summary>What arrived is no message, or not one that this kernel may trust.</summary>
internal sealed class MalformedMessageException(string message) : Exception(message);
