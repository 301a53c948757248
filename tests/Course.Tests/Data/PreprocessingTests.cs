using Course.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Data;

public sealed class PreprocessingTests
{
    private static readonly Dataset Train = Correlated(5000, seed: 1); // more than a chunk of 4096
    private static readonly Dataset Other = Correlated(100, seed: 2);

    [Fact]
    public void Centring_and_standardizing_follow_their_formulas_with_the_training_data_s_moments()
    {
        var mean = Train.Inputs.mean([0]);
        var variance = (Train.Inputs - mean).square().mean([0]);

        Numbers.Close(Other.Inputs - mean, Preprocessing.Center(Train).Apply(Other.Inputs), 1e-12);
        Numbers.Close((Other.Inputs - mean) / variance.sqrt(), Preprocessing.Standardize(Train).Apply(Other.Inputs), 1e-12);
        Numbers.Close(variance.flatten(), Preprocessing.Standardize(Train).Variances, 1e-12);
    }

    [Fact]
    public void Principal_components_are_those_of_the_singular_value_decomposition_of_the_lecture()
    {
        var x = (Train.Inputs - Train.Inputs.mean([0])).flatten(1);
        var (_, s, vt) = linalg.svd(x, fullMatrices: false);
        var pca = Preprocessing.Pca(Train);
        var scores = pca.Apply(Train.Inputs);

        Assert.Equal([5000L, 6], scores.shape);
        Numbers.Close(s.square() / 5000, pca.Variances, 1e-11);
        Numbers.Close(x.mm(vt.t()).abs(), scores.abs(), 1e-10); // a direction's sign is arbitrary
        Numbers.Close(scores.narrow(1, 0, 2), Preprocessing.Pca(Train, components: 2).Apply(Train.Inputs), 1e-12);
    }

    [Fact]
    public void Whitened_data_have_the_covariance_matrix_one()
    {
        var (pca, zca) = (Preprocessing.PcaWhiten(Train, 0).Apply(Train), Preprocessing.ZcaWhiten(Train, 0).Apply(Train));

        Numbers.Close(eye(6, dtype: float64), Covariance(pca.Inputs), 1e-10);
        Numbers.Close(eye(6, dtype: float64), Covariance(zca.Inputs), 1e-10);
        Assert.Equal([5000L, 2, 3], zca.Inputs.shape);
        Assert.Equal(Train.ClassNames, zca.ClassNames);
    }

    [Fact]
    public void ZCA_changes_the_inputs_less_than_PCA_whitening_and_is_the_inverse_root_of_the_covariance()
    {
        var x = (Train.Inputs - Train.Inputs.mean([0])).flatten(1);
        var (pca, zca) = (Preprocessing.PcaWhiten(Train, 0).Apply(Train.Inputs), Preprocessing.ZcaWhiten(Train, 0).Apply(Train.Inputs).flatten(1));
        var root = linalg.lstsq(x, zca).Solution; // the matrix that whitens

        Assert.True((zca - x).square().sum().ToDouble() < (pca - x).square().sum().ToDouble());
        Numbers.Close(root.t(), root, 1e-10);
        Numbers.Close(linalg.inv(Covariance(x)), root.mm(root), 1e-9);
    }

    [Fact]
    public void Epsilon_is_a_variance_under_the_root()
    {
        var white = Preprocessing.PcaWhiten(Train, 0.5);
        var variances = Covariance(white.Apply(Train.Inputs)).diagonal();

        Numbers.Close(white.Variances / (white.Variances + 0.5), variances, 1e-11);
    }

    [Fact]
    public void A_feature_that_never_changes_becomes_zero_and_a_direction_without_variance_needs_epsilon()
    {
        var x = cat([Train.Inputs.flatten(1), 0.1 * ones(5000, 1, float64)], 1);
        var train = new Dataset(x, Train.Targets);

        Assert.Equal(0, Preprocessing.Standardize(train).Apply(x).select(1, 6).abs().max().ToDouble(), 1e-12);
        var error = Assert.Throws<ArgumentException>(() => Preprocessing.PcaWhiten(train, 0));
        Assert.Contains("1 of 7", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Preprocessing.ZcaWhiten(train, 0));
        Assert.True(Preprocessing.PcaWhiten(train).Apply(x).isfinite().all().ToBoolean());
    }

    [Fact]
    public void Single_precision_data_stay_single_and_are_fitted_in_double()
    {
        var single = new Dataset(Train.Inputs.@float() + 1000, Train.Targets); // a mean that would eat half of float32's digits
        var applied = Preprocessing.Standardize(single).Apply(single.Inputs);

        Assert.Equal(ScalarType.Float32, applied.dtype);
        Numbers.Close(ones(6, float64), applied.@double().flatten(1).square().mean([0]), 1e-4);
    }

    [Fact]
    public void What_cannot_be_fitted_or_mapped_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Preprocessing.Center(new Dataset(zeros(0, 3), zeros(0))));
        Assert.Throws<ArgumentException>(() => Preprocessing.Center(new Dataset(zeros(3), zeros(3))));
        Assert.Throws<ArgumentException>(() => Preprocessing.Center(new Dataset(zeros(2, 3, int64), zeros(2))));
        Assert.Throws<ArgumentException>(() => Preprocessing.Standardize(new Dataset(tensor(new[,] { { 1.0, double.NaN } }), zeros(1))));
        Assert.Throws<ArgumentOutOfRangeException>(() => Preprocessing.Pca(Train, components: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Preprocessing.Pca(Train, components: 7));
        Assert.Throws<ArgumentOutOfRangeException>(() => Preprocessing.PcaWhiten(Train, -1));
        var error = Assert.Throws<ArgumentException>(() => Preprocessing.Center(Train).Apply(zeros(4, 5)));
        Assert.Contains("6 floating-point", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Preprocessing.Center(Train).Apply(zeros(4, 6, int64)));
    }

    private static Dataset Correlated(int count, int seed)
    {
        manual_seed(3);
        var (mixing, mean) = (randn(6, 6, float64), randn(6, float64));
        manual_seed(seed);
        return new Dataset((randn(count, 6, float64).mm(mixing) + mean).view(count, 2, 3), zeros(count, int64), ["only"]);
    }

    private static Tensor Covariance(Tensor inputs)
    {
        var x = inputs.flatten(1);
        return (x - x.mean([0])).t().mm(x - x.mean([0])) / x.shape[0];
    }
}
