using Course.Data;
using Course.Instruments;
using Course.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Instruments;

public sealed class ClassificationTests
{
    [Fact]
    public void Predictions_accuracy_and_confusion_of_a_network_worked_by_hand()
    {
        // The network's scores are its inputs, so the class is the larger of the two.
        var net = new Mlp(2, 2);
        using (no_grad())
        {
            net.parameters().First().copy_(eye(2));
            net.parameters().Last().zero_();
        }
        var samples = new Dataset(tensor(new[,] { { 1f, 0 }, { 0, 1 }, { 2, 1 }, { 3, 4 } }), tensor(new long[] { 0, 1, 1, 1 }));
        var predicted = Classification.Predict(net, samples);

        Assert.Equal([0L, 1, 0, 1], predicted.data<long>().ToArray());
        Assert.Equal(0.75, Classification.Accuracy(net, samples));
        Assert.Equal(new long[,] { { 1, 0 }, { 1, 2 } }, Classification.ConfusionMatrix(samples.Targets, predicted, 2));
    }

    [Fact]
    public void A_network_is_judged_in_evaluation_mode_and_goes_back_to_training()
    {
        var net = nn.Sequential(nn.Linear(2, 2), nn.Dropout(0.999));
        var samples = new Dataset(ones(100, 2), zeros(100, int64));

        Assert.Single(Classification.Predict(net, samples).data<long>().ToArray().Distinct());
        Assert.True(net.training);
        net.eval();
        Classification.Predict(net, samples);
        Assert.False(net.training);
    }

    [Fact]
    public void Targets_that_would_be_compared_with_every_prediction_are_refused()
    {
        var samples = new Dataset(ones(4, 2), zeros(4, 1, int64));

        Assert.Contains("[4, 1]", Assert.Throws<ArgumentException>(() => Classification.Accuracy(new Mlp(2, 2), samples)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_samples_and_classes_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Classification.Predict(new Mlp(2, 2), new Dataset(zeros(0, 2), zeros(0, int64))));
        Assert.Throws<ArgumentException>(() => Classification.ConfusionMatrix(zeros(3, int64), zeros(2, int64), 2));
        Assert.Throws<ArgumentException>(() => Classification.ConfusionMatrix(zeros(3), zeros(3), 2));
        Assert.Throws<ArgumentException>(() => Classification.ConfusionMatrix(tensor(new long[] { 2 }), tensor(new long[] { 0 }), 2));
    }
}
