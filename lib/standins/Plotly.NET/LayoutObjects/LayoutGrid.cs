using Dynamic = DynamicObj.DynamicObj;

namespace Plotly.NET.LayoutObjects;

/// <summary>How sub-plots are laid out.</summary>
public sealed class LayoutGrid : Dynamic;
