using static TorchSharp.Operator;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>How a value between pixels is made of theirs.</summary>
    public enum GridSampleMode { Nearest = 0, Bilinear = 2 }

    /// <summary>What stands beyond the border of an image that is sampled.</summary>
    public enum GridSamplePaddingMode { Zeros = 0, Reflection = 1, Border = 2 }

    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Images [N, C, H, W] sampled at the places (x, y) of a grid [N, H', W', 2], where −1 and 1 are the borders: [N, C, H', W'].</summary>
            public static Tensor grid_sample(Tensor input, Tensor grid, GridSampleMode mode = GridSampleMode.Bilinear, GridSamplePaddingMode padding_mode = GridSamplePaddingMode.Zeros, bool? align_corners = null) =>
                Call("grid_sampler", input, grid, mode == GridSampleMode.Nearest ? 1L : 0L, padding_mode switch { GridSamplePaddingMode.Border => 1L, GridSamplePaddingMode.Reflection => 2L, _ => 0L }, align_corners ?? false);

            /// <summary>The places [N, H, W, 2] at which images of the size [N, C, H, W] are to be sampled to be moved by affine maps theta [N, 2, 3].</summary>
            public static Tensor affine_grid(Tensor theta, long[]? size = null, bool align_corners = false) => Call("affine_grid_generator", theta, size ?? [], align_corners);
        }
    }
}
