namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers with a state of its own.</summary>
    public class Generator : IDisposable
    {
        private nint handle;

        /// <summary>libtorch's handle of the generator.</summary>
        public IntPtr Handle => handle != 0 ? handle : throw new ObjectDisposedException(nameof(Generator), "A generator of random numbers was used after it was disposed.");

        /// <summary>Device whose random numbers it makes.</summary>
        public Device device { get; private set; }

        internal Generator(nint handle, Device device)
        {
            this.handle = handle;
            this.device = device;
        }

        /// <summary>A generator that the seed determines.</summary>
        public Generator(ulong seed = 0, Device? device = null) : this(Native.Check(Native.NewGenerator(seed, (device ?? CPU).Packed)), device ?? CPU) { }

        /// <summary>The CPU's generator, from which everything is drawn that is given none.</summary>
        public static Generator Default => new(Native.Check(Native.DefaultGenerator(CPU.Packed)), CPU);

        /// <summary>Its state, as a tensor of bytes.</summary>
        public Tensor get_state()
        {
            var state = new Tensor(Native.Check(Native.GeneratorState(Handle)));
            GC.KeepAlive(this);
            return state;
        }

        /// <summary>Sets it to a state that get_state gave.</summary>
        public void set_state(Tensor value)
        {
            Native.Check(Native.SetGeneratorState(Handle, value.Handle));
            GC.KeepAlive(value);
            GC.KeepAlive(this);
        }

        /// <summary>Sets it to the state that a seed determines, and gives it.</summary>
        public Generator manual_seed(long seed)
        {
            Native.Check(Native.GeneratorSeed(Handle, (ulong)seed));
            return this;
        }

        /// <summary>The seed that it was last given.</summary>
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

        /// <summary>Lets the generator go.</summary>
        public void Dispose()
        {
            Dispose(disposing: true);
            GC.SuppressFinalize(this);
        }
    }

    /// <summary>Sets the CPU's generator of random numbers to a state that the seed determines, and gives the generator.</summary>
    public static Generator manual_seed(long seed) => Generator.Default.manual_seed(seed);
    /// <summary>The seed that the CPU's generator of random numbers was last given.</summary>
    public static long initial_seed() => Generator.Default.initial_seed();
    /// <summary>State of the CPU's generator of random numbers, as a tensor of bytes.</summary>
    public static Tensor get_rng_state() => Generator.Default.get_state();
    /// <summary>Sets the CPU's generator of random numbers to a state that get_rng_state gave.</summary>
    public static void set_rng_state(Tensor new_state) => Generator.Default.set_state(new_state);

    /// <summary>Version of libtorch.</summary>
    public static string __version__ { get { unsafe { return System.Runtime.InteropServices.Marshal.PtrToStringUTF8((nint)Native.Version())!; } } }

    /// <summary>Number of threads on which an operation of the CPU runs.</summary>
    public static int get_num_threads() => Native.Threads();
    /// <summary>Sets the number of threads on which an operation of the CPU runs.</summary>
    public static void set_num_threads(int num) => Native.Check(Native.SetThreads(num));
}
