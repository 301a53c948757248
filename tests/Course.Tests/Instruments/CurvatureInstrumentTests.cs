using Course.Instruments;
using Course.Landscape;
using Course.Objectives;
using Course.Optimizers;
using Course.Tests.Landscape;
using Course.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Instruments;

public sealed class CurvatureInstrumentTests
{
    [Fact]
    public void What_is_recorded_of_the_Hessian_is_what_the_dense_one_has_at_the_same_weights()
    {
        foreach (var objective in LocalGeometryTests.Networks())
        {
            var trainer = new Trainer(objective, new Sgd(), learningRate: 0.1) { BatchSize = 5 };
            // On all samples, so that what is measured does not depend on the order of the batches.
            trainer.Instruments.Add(new TopEigenvalues(count: 3, tolerance: 1e-13, objective) { Due = Every.Steps(1) });
            trainer.Instruments.Add(new TopOverlap(count: 3, objective, tolerance: 1e-13) { Due = Every.Steps(1) });
            trainer.Instruments.Add(new HessianTrace(objective, precision: 1e-9) { Due = Every.Steps(1) });
            trainer.Instruments.Add(new BallSharpness(0.05, objective) { Due = Every.Steps(1) });
            for (var step = 0; step < 3; step++)
            {
                trainer.RunSteps(1);
                var (w, p) = (objective.Parameters.Vector, objective.Dimension);
                var (values, vectors) = linalg.eigh(objective.Hessian(w));
                for (var i = 0; i < 3; i++) Close(values[p - 1 - i].ToDouble(), $"eigenvalue: {i + 1}");
                Close(Overlap.Of(vectors.narrow(1, p - 3, 3), objective.Gradient(w)), "gradient overlap");
                Close(values.sum().ToDouble(), "trace");
                Close(Sharpness.InBall(objective, w, 0.05, steps: 5, restarts: 0).Value, "sharpness");
            }

            void Close(double expected, string name) => Assert.InRange(trainer.History[name].Last / expected, 1 - 1e-8, 1 + 1e-8);
        }
    }

    [Fact]
    public void A_resumed_search_without_vectors_to_begin_with_records_the_same_to_the_tolerance()
    {
        var objective = LocalGeometryTests.Networks().First();
        var (whole, pieces) = (new List<double>(), new List<double>());
        var trainer = new Trainer(objective, new Sgd(), learningRate: 0.1) { BatchSize = 5 };
        trainer.Instruments.Add(new TopEigenvalues(1, 1e-3, objective) { Due = Every.Steps(1) });
        for (var step = 0; step < 12; step++)
        {
            trainer.RunSteps(1);
            whole.Add(trainer.History["eigenvalue: 1"].Last);
            var fresh = new Trainer(new Quadratic(objective.Hessian(objective.Parameters.Vector)), zeros(objective.Dimension, float64), new Sgd(), learningRate: 0.1);
            fresh.Instruments.Add(new TopEigenvalues(tolerance: 1e-3));
            fresh.RunSteps(1);
            pieces.Add(fresh.History["eigenvalue: 1"].Last);
        }

        for (var i = 0; i < 12; i++) Assert.InRange(whole[i] / pieces[i], 1 - 2e-3, 1 + 2e-3);
    }

    [Fact]
    public void A_few_products_from_the_last_vectors_tell_the_largest_eigenvalue_from_below()
    {
        var objective = LocalGeometryTests.Networks().First();
        var trainer = new Trainer(objective, new Sgd(), learningRate: 0.1) { BatchSize = 5 };
        trainer.Instruments.Add(new TopEigenvalues(count: 3, objective: objective) { Due = Every.Steps(4) });
        for (var i = 0; i < 5; i++)
        {
            trainer.RunSteps(4);
            var values = linalg.eigvalsh(objective.Hessian(objective.Parameters.Vector)).flip(0).Values();
            for (var k = 0; k < 3; k++) Assert.InRange(trainer.History[$"eigenvalue: {k + 1}"].Last / values[k], 0.97, 1 + 1e-12);
        }
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(3, 8)]
    [InlineData(3, 800)] // found so soon that it would come back
    public void The_values_that_a_few_products_tell_are_those_along_their_vectors(int count, double largest)
    {
        var quadratic = Quadratic.WithSpectrum([largest, 7, 5, .. Enumerable.Range(0, 27).Select(i => 0.1 * i - 1)], rotationSeed: 1);
        var search = new TopSearch(count, tolerance: null);
        var w = zeros(30, float64);
        for (var again = 0; again < 4; again++) // from any vector, then from those of the last search
        {
            var (values, vectors) = search.Run(quadratic, w);
            Numbers.Close(eye(count, dtype: float64), vectors.t().mm(vectors), 1e-10);
            Numbers.Close(diag(tensor(values)), vectors.t().mm(quadratic.Hessian(w)).mm(vectors), 1e-10);
            if (again == 3) Numbers.Close(tensor((double[])[largest, 7, 5]).narrow(0, 0, count), tensor(values), 1e-6);
        }
    }

    [Fact]
    public void A_search_begins_anew_where_the_point_is_another_and_proves_what_a_few_products_do_not_tell()
    {
        var search = new TopSearch(3, tolerance: null);
        foreach (var dimension in (int[])[30, 25])
        {
            var twoValues = Quadratic.WithSpectrum([3, .. Enumerable.Repeat(2.0, dimension - 1)], rotationSeed: 1); // the products of one vector span two dimensions
            Numbers.Close(tensor((double[])[3, 2, 2]), tensor(search.Run(twoValues, zeros(dimension, float64)).Values), 1e-8);
        }
    }

    [Fact]
    public void A_batch_is_measured_where_no_objective_is_given()
    {
        // Of one quadratic, step after step, the batch is the whole.
        var quadratic = Quadratic.WithSpectrum([5, 2, 1, -3], rotationSeed: 1);
        var trainer = new Trainer(quadratic, ones(4, float64), new Sgd(), learningRate: 0.1);
        trainer.Instruments.Add(new TopEigenvalues(2));
        trainer.Instruments.Add(new HessianTrace(precision: 1e-9));
        trainer.RunSteps(3);

        Assert.Equal(5, trainer.History["eigenvalue: 1"].Last, 7);
        Assert.Equal(2, trainer.History["eigenvalue: 2"].Last, 7);
        Assert.Equal(5, trainer.History["trace"].Last, 7);
    }
}
