using Course.Notebooks;

namespace Course.Grading.Tests.Compilation;

public sealed class FenceTests(CompiledSetUp setUp) : IClassFixture<CompiledSetUp>
{
    public static TheoryData<string> Lessons =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "notebooks"), "*.ipynb").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Lessons))]
    public void The_solutions_of_a_lesson_pass(string lesson)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "notebooks", lesson);
        List<PlannedCell> cells = [.. NotebookDocument.Load(path).Cells.Where(cell => cell.Type == CellType.Code).Select(cell =>
            new PlannedCell(
                cell.Id!,
                cell.IsSolution ? CellRole.Solution : cell.Id!.StartsWith("check-", StringComparison.Ordinal) ? CellRole.Check : CellRole.Other,
                cell.Source.Replace("../build/lib/", AppContext.BaseDirectory, StringComparison.Ordinal),
                IsTrusted: false))];
        var needed = new NeededCells(cells).All;
        var compiled = CompiledCells.Begin(AppContext.BaseDirectory);

        var violations = cells.Where((_, i) => needed.Contains(i))
            .Select(cell => (Cell: cell, Compiled: compiled.Add(cell)))
            .Where(cell => cell.Cell.Role != CellRole.Other)
            .SelectMany(cell => Fence.Violations(cell.Compiled.Code!.Assembly).Select(violation => $"{cell.Cell.Id}: {violation}"))
            .ToList();

        Assert.Empty(violations);
    }

    [Theory]
    [InlineData("linq", """
        record Person(string Name, int Age);
        var people = new[] { new Person("Ada", 36), new Person("Alan", 41) };
        string Names() => string.Join(", ", from p in people where p.Age > 40 orderby p.Name select $"{p.Name,10} ({p.Age:D3})");
        var groups = people.GroupBy(p => p.Age / 10).ToDictionary(g => g.Key, g => g.Select(p => p with { Age = 0 }).ToList());
        """)]
    [InlineData("tuples and patterns", """
        (double Mean, double Spread) Moments(IReadOnlyList<double> xs) => (xs.Average(), Math.Sqrt(xs.Sum(x => x * x)));
        string Kind(object o) => o switch { int and > 3 => "big", string { Length: > 2 }
        s => s, null => "none", (int a, int b) => "pair", double[] and [var first, .., _] => $"{first}", _ => o.GetType().Name };
        var (mean, spread) = Moments([1, 2, 3]);
        """)]
    [InlineData("async", """
        async Task<double> Slow(double x, CancellationToken cancel = default) { await Task.Delay(1, cancel); try { return x; } finally { await Task.Yield(); } }
        async IAsyncEnumerable<int> Count() { for (int i = 0; i < 3; i++) { await Task.Delay(1); yield return i; } }
        double all = (await Task.WhenAll(Slow(1), Slow(2))).Sum();
        await foreach (var i in Count()) all += i;
        Parallel.For(0, 4, i => { lock (people) people.Add(i); });
        List<int> people = [];
        """)]
    [InlineData("spans", """
        int Sum(ReadOnlySpan<int> xs) { Span<int> copy = stackalloc int[8]; xs.CopyTo(copy); int sum = 0; foreach (ref var x in copy) { x += 1; sum += x; } return sum; }
        int[] parts = [1, 2, .. Enumerable.Range(0, 3)]; List<string> words = ["a", "b"]; var tail = parts[1..^1]; ReadOnlySpan<char> Text() => "abc".AsSpan(1);
        int Few() { Span<string> few = ["x", "y", "z"]; ReadOnlySpan<object> two = [1, "2"]; return few.Length + two.Length; }
        Console.WriteLine(string.Concat(["a", "b", "c", "d", "e"]));
        Console.WriteLine(Sum([1, 2, 3]) + Sum(stackalloc[] { 1, 2, 3, 4, 5, 6, 7 }) + parts.AsSpan().IndexOf(2));
        """)]
    [InlineData("iterators and generics", """
        IEnumerable<T> Every<T>(IEnumerable<T> all, int n) { int i = 0; foreach (var x in all) if (i++ % n == 0) yield return x; }
        T Largest<T>(T a, T b) where T : IComparable<T> => a.CompareTo(b) > 0 ? a : b;
        T Add<T>(T a, T b) where T : System.Numerics.INumber<T> => a + b;
        T Make<T>() where T : new() => new T();
        class Tree<T> : IEnumerable<T> { public T Value; public Tree<T> Left; public IEnumerator<T> GetEnumerator() { yield return Value; }
        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator(); public T this[int i] { get => Value; set => Value = value; } }
        var made = Make<Tree<int>>(); Console.WriteLine($"{Add(1.5, 2)} {Largest("a", "b")} {Every(made, 2).Count()}");
        """)]
    [InlineData("exceptions", """
        double Safe(Func<double> f) { try { return checked(f()); }
        catch (DivideByZeroException e) when (e.Message.Length > 0) { throw new ArgumentException("no", nameof(f), e); } catch (Exception e) { Console.WriteLine(e);
        return double.NaN; } finally { } }
        class NotThere(string what) : InvalidOperationException($"{what} is not there") { public string What { get; } = what; }
        """)]
    [InlineData("text and numbers", """
        var text = new System.Text.StringBuilder();
        text.Append($"{1.0 / 3:F3}").AppendLine().AppendFormat(System.Globalization.CultureInfo.InvariantCulture, "{0:E2}", 5.0);
        var found = System.Text.RegularExpressions.Regex.Matches("a1b2", @"\d").Select(m => int.Parse(m.Value)).ToArray();
        var z = new System.Numerics.Complex(1, 2) * System.Numerics.Complex.ImaginaryOne; System.Numerics.BigInteger big = 1; big <<= 100;
        long bits = BitConverter.DoubleToInt64Bits(1.5); var when = DateTime.Now.AddDays(1) - DateTime.UnixEpoch; enum Way { Up, Down } var way = Enum.Parse<Way>("Up");
        Console.WriteLine(text.ToString() + z.Magnitude + big + bits + when.TotalDays + way + string.Create(3, 'x', (span, c) => span.Fill(c)) + Environment.NewLine);
        """)]
    [InlineData("time and chance", """
        var clock = Stopwatch.StartNew(); var random = new Random(1); var best = Enumerable.Range(0, 10).Select(_ => random.NextDouble()).Min();
        Console.WriteLine(clock.Elapsed.TotalSeconds + best + Random.Shared.Next());
        var memo = new Dictionary<(int, int), long>();
        long Ways(int a, int b) => memo.TryGetValue((a, b), out var w) ? w : memo[(a, b)] = a == 0 || b == 0 ? 1 : Ways(a - 1, b) + Ways(a, b - 1);
        var queue = new PriorityQueue<string, double>(); var sorted = new SortedDictionary<string, int>(StringComparer.Ordinal); var seen = new HashSet<int>();
        var cache = new System.Collections.Concurrent.ConcurrentDictionary<int, double>();
        """)]
    [InlineData("delegates and events", """
        delegate double Rule(double x); Rule rule = x => x * x; Func<double, double> g = Math.Sin; Action more = () => { }; more += () => Console.Write("x"); more();
        event Action Done; Done?.Invoke();
        double Twice(Func<double, double> f, double x) => f(f(x)); Console.WriteLine(Twice(g, 1) + rule(2));
        static class Extra { public static double Half(this double x) => x / 2; } Console.WriteLine(4.0.Half());
        """)]
    [InlineData("disposables and ref", """
        class Counter : IDisposable { static int made; public Counter() => Interlocked.Increment(ref made); public void Dispose() => GC.SuppressFinalize(this);
        ~Counter() { } volatile bool done; readonly object gate = new(); public required int Of { get; init; } }
        struct Point { public double X; public readonly double Length => Math.Abs(X); } ref double X(ref Point p) => ref p.X; readonly record struct Pair(int A, int B);
        ref struct Window { public Span<int> Over; }
        using (var c = new Counter { Of = 3 }) { var p = new Point(); X(ref p) = 3; Console.WriteLine(p.Length); }
        """)]
    [InlineData("anonymous objects and threads", """
        var row = new { Name = "a", Value = 1.5 }; Console.WriteLine(row); object boxed = row.Value;
        if (boxed is double d) Console.WriteLine(typeof(double).Name + d + boxed.GetType());
        var thread = new Thread(() => Thread.Sleep(1)) { IsBackground = true }; thread.Start(); thread.Join(); var cancel = new CancellationTokenSource(100);
        display(row); int? maybe = null; Console.WriteLine(maybe ?? 3);
        """)]
    [InlineData("tensors", """
        var w = randn(3, 4, dtype: float64, requires_grad: true); foreach (var r in w.unbind(0)) Console.WriteLine(r.norm().ToDouble()); w.pow(2).sum().backward();
        double[] g = w.grad.data<double>().ToArray();
        class Net : nn.Module<Tensor, Tensor> { readonly Linear first = nn.Linear(2, 3); readonly Parameter scale = new(ones(1));
        public Net() : base("net") { RegisterComponents(); } public override Tensor forward(Tensor x) => first.call(x).relu() * scale; }
        var net = new Net(); var opt = optim.Adam(net.parameters(), lr: 0.01); using (no_grad()) { using var scope = NewDisposeScope(); w[0, 1] = 3;
        w[TensorIndex.Colon, 0] *= 2; } opt.zero_grad(); opt.step(); manual_seed(3);
        var loss = nn.functional.mse_loss(net.call(ones(5, 2)), zeros(5, 3)); var grads = autograd.grad([loss], net.parameters().ToArray());
        Console.WriteLine(loss.item<float>()); var state = net.state_dict();
        """)]
    [InlineData("the course's library", """
        sealed class MyRule : GradientRule { protected override void Update(Tensor w, Tensor g, double learningRate) => w.add_(g, alpha: -learningRate); }
        var f = new Rosenbrock(); var figure = Figure.Lines([new Curve("f", [1.0, 2], [3.0, 4])], "t", "x", "y"); Check.Near(1.0, 1.0);
        var data = StrokeDigits.Generate(10, seed: 1); var table = new DataFrame(new DoubleDataFrameColumn("x", [1.0, 2.0]));
        manual_seed(1); var net = new Mlp(400, 8, 10); var trainer = new Trainer(new NetworkObjective(net, Losses.CrossEntropy, data), new Sgd(), 0.1) { BatchSize = 5 };
        trainer.Run(epochs: 1); figure
        """)]
    public void Ordinary_code_passes(string what, string source) => Assert.Equal((what, ""), (what, string.Join('\n', setUp.Violations(source))));

    [Theory]
    // Files, processes, the network, the environment.
    [InlineData("System.IO.File.ReadAllText(\"/etc/passwd\")", "System.IO.File.ReadAllText", "may not read or write files")]
    [InlineData("new System.IO.StreamReader(\"hidden.txt\").ReadToEnd()", "System.IO.StreamReader", "files")]
    [InlineData("System.IO.Directory.GetFiles(\"/\")", "System.IO.Directory.GetFiles", "files")]
    [InlineData("Process.Start(\"sh\", \"-c 'rm -rf /'\")", "System.Diagnostics.Process.Start", "processes")]
    [InlineData("new System.Net.Http.HttpClient().GetStringAsync(\"http://example.org\").Result", "System.Net.Http.HttpClient", "network")]
    [InlineData("Environment.Exit(0)", "System.Environment.Exit", "process that it runs in")]
    [InlineData("Environment.FailFast(\"\")", "System.Environment.FailFast", "process")]
    [InlineData("Environment.GetEnvironmentVariable(\"PATH\")", "System.Environment.GetEnvironmentVariable", "process")]
    [InlineData("Mnist.Load(\"/secret\")", "Course.Data.Mnist.Load", "files")]
    [InlineData("Course.Checkpoints.Safetensors.Load(\"/secret\")", "Course.Checkpoints.Safetensors.Load", "files")]
    [InlineData("DataFrame.LoadCsv(\"/secret\")", "Microsoft.Data.Analysis.DataFrame.LoadCsv", "LoadCsvFromString")]
    [InlineData("Figure.Lines([], \"t\", \"x\", \"y\").SaveHtml(\"/tmp/x.html\")", "SaveHtml", "files")]
    // Reflection, loading, traces.
    [InlineData("typeof(Check).GetMethods()", "System.Type.GetMethods", "look into")]
    [InlineData("Type.GetType(\"System.IO.File\")", "System.Type.GetType", "look into")]
    [InlineData("typeof(Check).Assembly", "System.Type.Assembly", "look into")]
    [InlineData("System.Reflection.Assembly.LoadFile(\"x.dll\")", "System.Reflection.Assembly.LoadFile", "load code")]
    [InlineData("Activator.CreateInstance(typeof(Random))", "System.Activator.CreateInstance", "use new")]
    [InlineData("AppDomain.CurrentDomain.FirstChanceException += (_, e) => Console.WriteLine(e.Exception)", "System.AppDomain.CurrentDomain", "process")]
    [InlineData("AppContext.SetSwitch(\"x\", true)", "System.AppContext.SetSwitch", "process")]
    [InlineData("new StackTrace(true).ToString()", "System.Diagnostics.StackTrace", "traces")]
    [InlineData("Environment.StackTrace", "System.Environment.StackTrace", "process")]
    [InlineData("new Exception().StackTrace", "System.Exception.StackTrace", "traces")]
    [InlineData("new Exception().TargetSite", "System.Exception.TargetSite", "traces")]
    [InlineData("((Action)(() => { })).Method", "System.Delegate.Method", "not on the list")]
    [InlineData("((Action)(() => { })).Target", "System.Delegate.Target", "not on the list")]
    [InlineData("((Delegate)Math.Sin).DynamicInvoke(1.0)", "System.Delegate.DynamicInvoke", "not on the list")]
    [InlineData("DiagnosticListener.AllListeners", "System.Diagnostics.DiagnosticListener.AllListeners", "traces")]
    [InlineData("new DiagnosticListener(\"Course.Exercises\").Write(\"Check\", null)", "System.Diagnostics.DiagnosticListener", "traces")]
    [InlineData("dynamic d = 1; Console.WriteLine(d + 1)", "Microsoft.CSharp.RuntimeBinder", "dynamic")]
    [InlineData("dynamic Answer() => 3;", "System.Runtime.CompilerServices.DynamicAttribute", "dynamic")]
    [InlineData("System.Linq.Expressions.Expression<Func<int>> e = () => 1; e.Compile()", "System.Linq.Expressions", "expression trees")]
    [InlineData("new[] { 1 }.AsQueryable().Select(x => x + 1).First()", "System.Linq.Queryable", "expression trees")]
    [InlineData("System.Text.Json.JsonSerializer.Serialize(1)", "System.Text.Json.JsonSerializer", "serializers")]
    [InlineData("RuntimeHelpers.GetUninitializedObject(typeof(string))", "RuntimeHelpers.GetUninitializedObject", "inner parts")]
    [InlineData("RuntimeHelpers.RunClassConstructor(typeof(string).TypeHandle)", "RuntimeHelpers.RunClassConstructor", "inner parts")]
    // Whoever calls: a check's secret name and its text.
    [InlineData("double F(double x, [CallerFilePath] string file = \"\") => x;", "CallerFilePathAttribute", "who calls")]
    [InlineData("double F(double x, [CallerArgumentExpression(\"x\")] string text = \"\") => x;", "CallerArgumentExpressionAttribute", "who calls")]
    [InlineData("var f = (double x, [CallerLineNumber] int line = 0) => x;", "CallerLineNumberAttribute", "who calls")]
    [InlineData("delegate double F(double x, [CallerMemberName] string member = \"\");", "CallerMemberNameAttribute", "who calls")]
    // Memory and native code.
    [InlineData("[DllImport(\"libc\")] static extern int getpid();", "DllImport", "outside of .NET")]
    [InlineData("class C { [MethodImpl(MethodImplOptions.InternalCall)] public static extern int F(); }", "without a body", "outside of .NET")]
    [InlineData("[StructLayout(LayoutKind.Explicit)] struct Both { [FieldOffset(0)] public object A; [FieldOffset(0)] public string B; }", "FieldOffset", "memory")]
    [InlineData(
        "class C { [UnsafeAccessor(UnsafeAccessorKind.StaticField, Name = \"x\")] public static extern ref int F(object o); }",
        "UnsafeAccessorAttribute", "inner parts")]
    [InlineData("[InlineArray(1000)] struct Wide { int first; }", "InlineArrayAttribute", "memory")]
    [InlineData("class C { [SkipLocalsInit] public static void F() { } }", "SkipLocalsInit", "compile")]
    [InlineData("class C { [ModuleInitializer] public static void F() { } }", "ModuleInitializer", "when it is loaded")]
    [InlineData("int i = 1; Unsafe.As<int, long>(ref i)", "System.Runtime.CompilerServices.Unsafe.As", "inner parts")]
    [InlineData("MemoryMarshal.AsMemory(\"abc\".AsMemory()).Span[0] = 'x'", "MemoryMarshal.AsMemory", "memory")]
    [InlineData("Marshal.ReadByte((nint)0)", "Marshal.ReadByte", "memory")]
    [InlineData("GCHandle.Alloc(new object())", "GCHandle", "memory")]
    [InlineData("NativeLibrary.Load(\"libc\")", "NativeLibrary.Load", "memory")]
    [InlineData("int i = 1; System.Numerics.Vector.LoadUnsafe(ref i)", "System.Numerics.Vector.LoadUnsafe", "memory")]
    [InlineData("int i = 1; System.Runtime.Intrinsics.Vector128.LoadUnsafe(ref i)", "Vector128.LoadUnsafe", "memory")]
    [InlineData("System.Buffers.ArrayPool<char>.Shared.Rent(10)", "System.Buffers.ArrayPool", "memory")]
    [InlineData("GC.AllocateUninitializedArray<byte>(10000)", "System.GC.AllocateUninitializedArray", "memory")]
    [InlineData("void F() { int i = 1; var r = __makeref(i); __refvalue(r, int) = 2; }", "mkrefany", "memory")]
    [InlineData("void F(__arglist) { new ArgIterator(__arglist).GetRemainingCount(); }", "arglist", "memory")]
    [InlineData("ones(3).Handle", "TorchSharp.torch.Tensor.Handle", "memory")]
    [InlineData("ones(3).bytes[0] = 1", "TorchSharp.torch.Tensor.bytes", "memory")]
    [InlineData("ones(3).data<float>().CopyTo(new float[9], 0, -1000)", "TensorAccessor.CopyTo", "memory")]
    [InlineData("var a = ones(3).data<float>(); a[0] = 1;", "TensorAccessor.Item", "memory")]
    [InlineData("empty(1000)", "TorchSharp.torch.empty", "zeros")]
    // What others see.
    [InlineData("Console.SetOut(new System.IO.StringWriter())", "System.Console.SetOut", "only print")]
    [InlineData("Console.OpenStandardOutput().WriteByte(65)", "System.Console.OpenStandardOutput", "only print")]
    [InlineData("Console.Out.Close()", "System.Console.Out", "only print")]
    [InlineData("Console.ReadLine()", "System.Console.ReadLine", "only print")]
    [InlineData("System.Globalization.CultureInfo.CurrentCulture = new(\"de-DE\")", "changes System.Globalization.CultureInfo.CurrentCulture", "settings")]
    [InlineData("torch.TensorStringStyle = torch.julia", "changes TorchSharp.torch.TensorStringStyle", "settings")]
    [InlineData("torch.float64 = torch.float32", "changes TorchSharp.torch.float64", "settings")]
    [InlineData("void F() { ref var type = ref torch.float64; type = torch.float32; }", "changes TorchSharp.torch.float64", "settings")]
    [InlineData("set_default_dtype(float64)", "TorchSharp.torch.set_default_dtype", "settings")]
    [InlineData("set_default_device(torch.CPU)", "TorchSharp.torch.set_default_device", "settings")]
    [InlineData("set_printoptions(precision: 1)", "TorchSharp.torch.set_printoptions", "settings")]
    [InlineData("Defaults.DefaultWidth = 1", "changes Plotly.NET.Defaults.DefaultWidth", "settings")]
    [InlineData("TaskScheduler.UnobservedTaskException += (_, _) => { }", "TaskScheduler", "tasks run")]
    [InlineData("Thread.CurrentThread.Interrupt()", "System.Threading.Thread.Interrupt", "reaches other threads")]
    [InlineData("SynchronizationContext.SetSynchronizationContext(null)", "SynchronizationContext", "reaches other threads")]
    [InlineData("new AsyncLocal<int>(_ => { })", "System.Threading.AsyncLocal", "reaches other threads")]
    [InlineData("new Mutex(false, \"x\")", "System.Threading.Mutex", "reaches other threads")]
    [InlineData("torch.CurrentDisposeScope.DisposablesView", "TorchSharp.torch.CurrentDisposeScope", "others' tensors")]
    [InlineData(
        "Microsoft.DotNet.Interactive.Formatting.Formatter.Register<double>(_ => \"5\", \"text/plain\")",
        "Microsoft.DotNet.Interactive.Formatting.Formatter.Register", "shown")]
    [InlineData("Microsoft.DotNet.Interactive.KernelInvocationContext.Current", "KernelInvocationContext", "session")]
    [InlineData("GetInputAsync(\"?\").Result", "Microsoft.DotNet.Interactive.Kernel.GetInputAsync", "not on the list")]
    public void What_could_reach_the_grader_is_refused(string source, string names, string why)
    {
        try
        {
            Assert.Contains(setUp.Violations(source), violation => violation.Contains(names, StringComparison.Ordinal) && violation.Contains(why, StringComparison.Ordinal));
        }
        catch (InvalidOperationException failure) when (why == "compile")
        {
            Assert.Contains("error CS", failure.Message, StringComparison.Ordinal); // What C# itself refuses without `unsafe`, or in a script.
        }
    }
}
