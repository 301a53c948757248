using Dynamic = DynamicObj.DynamicObj;

namespace Plotly.NET.LayoutObjects;

/// <summary>From where a scene is seen.</summary>
public sealed class Camera : Dynamic;
