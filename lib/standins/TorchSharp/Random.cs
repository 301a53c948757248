namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers with a state of its own.</summary>
    public class Generator : IDisposable
    {
        private nint handle;

        public IntPtr Handle => handle != 0 ? handle : throw new ObjectDisposedException(nameof(Generator), "A generator of random numbers was used after it was disposed.");

        public Device device { get; private set; }

        internal Generator(nint handle, Device device)
        {
            this.handle = handle;
            this.device = device;
        }

        public Generator(ulong seed = 0, Device? device = null) : this(Native.Check(Native.NewGenerator(seed, (device ?? CPU).Packed)), device ?? CPU) { }

        public static Generator Default => new(Native.Check(Native.DefaultGenerator(CPU.Packed)), CPU);

        public Tensor get_state()
        {
            var state = new Tensor(Native.Check(Native.GeneratorState(Handle)));
            GC.KeepAlive(this);
            return state;
        }

        public void set_state(Tensor value)
        {
            Native.Check(Native.SetGeneratorState(Handle, value.Handle));
            GC.KeepAlive(value);
            GC.KeepAlive(this);
        }

        public Generator manual_seed(long seed)
        {
            Native.Check(Native.GeneratorSeed(Handle, (ulong)seed));
            return this;
        }

        public long initial_seed()
        {
            var seed = (long)Native.GeneratorInitialSeed(Handle);
            GC.KeepAlive(this);
            return seed;
        }

        protected virtual void Dispose(bool disposing)
        {
            var released = Interlocked.Exchange(ref handle, 0);
            if (released != 0) Native.ReleaseGenerator(released);
        }

        ~Generator() => Dispose(disposing: false);

        public void Dispose()
        {
            Dispose(disposing: true);
            GC.SuppressFinalize(this);
        }
    }

    public static Generator manual_seed(long seed) => Generator.Default.manual_seed(seed);
    public static long initial_seed() => Generator.Default.initial_seed();
    public static Tensor get_rng_state() => Generator.Default.get_state();
    public static void set_rng_state(Tensor new_state) => Generator.Default.set_state(new_state);

    public static string __version__ { get { unsafe { return System.Runtime.InteropServices.Marshal.PtrToStringUTF8((nint)Native.Version())!; } } }

    public static int get_num_threads() => Native.Threads();
    public static void set_num_threads(int num) => Native.Check(Native.SetThreads(num));
}
