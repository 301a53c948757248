using Course.Notebooks;

namespace Course.Grading.Tests.Compilation;

/// <summary>Cells compiled one after the other, as a grader compiles them; nothing of them runs.</summary>
internal sealed class CompiledCells
{
    /// <summary>What lessons begin with.</summary>
    public static readonly PlannedCell SetUp = new("setup", CellRole.Locked, $"""
        #r "{AppContext.BaseDirectory}TorchSharp.dll"
        #r "{AppContext.BaseDirectory}Plotly.NET.dll"
        #r "{AppContext.BaseDirectory}Microsoft.Data.Analysis.dll"
        #r "{AppContext.BaseDirectory}Course.dll"
        using System.Diagnostics;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        using System.Threading;
        using TorchSharp;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using Plotly.NET;
        using Microsoft.Data.Analysis;
        using Course;
        using Course.Data;
        using Course.Exercises;
        using Course.Figures;
        using Course.Models;
        using Course.Objectives;
        using Course.Optimizers;
        using Course.Training;
        """, IsTrusted: true);

    private readonly SubmissionCompiler _compiler;
    private readonly Dictionary<string, PlannedCell> _cells = [];

    private CompiledCells(SubmissionCompiler compiler) => _compiler = compiler;

    /// <summary>Nothing yet.</summary>
    /// <param name="folder">The folder from which relative paths in <c>#r</c> are taken.</param>
    public static CompiledCells Begin(string folder)
    {
        var options = new SessionOptions { WorkingDirectory = folder };
        return new(new SubmissionCompiler(new SessionReferences(folder, null, new SessionLoadContext(), new PackageStore(options, _ => { })), folder, stopNumber: 0));
    }

    /// <summary>The same cells, to go on from in another way.</summary>
    public CompiledCells Fork()
    {
        var fork = new CompiledCells(_compiler.Fork());
        foreach (var (assembly, cell) in _cells)
            fork._cells.Add(assembly, cell);
        return fork;
    }

    /// <summary>Compiles a cell, which the next ones see.</summary>
    public Submission Add(PlannedCell cell)
    {
        try
        {
            Submission submission;
            lock (CellCompiler.OneAtATime)
                submission = _compiler.Compile(cell.Source, cell.Id, CancellationToken.None, allowUnsafe: cell.IsTrusted, hasSymbols: false);
            _compiler.Accept(submission);
            _cells.Add(submission.Compilation.AssemblyName!, cell);
            return submission;
        }
        catch (CellCompilationException failure)
        {
            throw new InvalidOperationException($"{cell.Id}: {ProblemText.Of(failure, cell.Id).Value}\n{cell.Source}");
        }
    }

    /// <summary>The cell that an assembly is of.</summary>
    public PlannedCell? CellOf(string assembly) => _cells.GetValueOrDefault(assembly);
}
