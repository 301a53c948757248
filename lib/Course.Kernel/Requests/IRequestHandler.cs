using System.Text.Json.Nodes;

namespace Course.Kernel.Requests;

/// <summary>Answers one kind of request.</summary>
internal interface IRequestHandler
{
    /// <summary>Does what is asked.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancel">Ends it early: the user interrupts.</param>
    /// <returns>The reply's content; of no account where none is expected.</returns>
    Task<JsonObject> AnswerAsync(Request request, CancellationToken cancel);
}
