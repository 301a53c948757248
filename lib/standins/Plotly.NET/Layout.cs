using Plotly.NET.LayoutObjects;
using Dynamic = DynamicObj.DynamicObj;

namespace Plotly.NET;

/// <summary>All of a chart that is not its data: axes, titles, legend, size.</summary>
public sealed class Layout : Dynamic
{
    /// <summary>Copies the second layout into the first; annotations and shapes of both are kept.</summary>
    public static Layout combine(Layout first, Layout second)
    {
        IEnumerable<Annotation>? annotations = Objects.Concatenate<Annotation>(first, second, "annotations");
        IEnumerable<Shape>? shapes = Objects.Concatenate<Shape>(first, second, "shapes");
        Objects.Merge(first, second);
        if (annotations is not null)
            first.SetValue("annotations", annotations);
        if (shapes is not null)
            first.SetValue("shapes", shapes);
        return first;
    }

    internal Layout WithAxis(string id, LinearAxis axis) =>
        this.With(id, TryGetTypedValue<LinearAxis>(id) is { } known ? Objects.Merge(known.Value, axis) : axis);

    internal Layout WithScene(string id, Scene scene) =>
        this.With(id, TryGetTypedValue<Scene>(id) is { } known ? Objects.Merge(known.Value, scene) : scene);
}
