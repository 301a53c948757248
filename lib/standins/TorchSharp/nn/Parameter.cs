namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>A tensor that a module learns. It takes over the data's handle, and no dispose scope ends it unless the data was in one.</summary>
        public class Parameter : torch.Tensor
        {
            /// <summary>Takes over the data, which is empty afterwards.</summary>
            public Parameter(torch.Tensor data, bool requires_grad = true) : base(data.requires_grad_(requires_grad)) { }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A tensor that a module learns; the data is empty afterwards.</summary>
            public static Modules.Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
        }
    }
}
