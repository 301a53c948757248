using System.Runtime.InteropServices;

namespace Course.Grading;

/// <summary>
/// The filter through which the system calls of a confined process go, a program of the classic Berkeley Packet Filter
/// (Linux: Documentation/userspace-api/seccomp_filter.rst; numbers from asm/unistd_64.h and asm-generic/unistd.h).
/// What needs a capability is not listed: in the sandbox there are none.
/// </summary>
internal static class SystemCallFilter
{
    /// <summary>Numbers on x86-64 and on arm64; 0 where there is no such call.</summary>
    private static readonly (string Name, int X64, int Arm64)[] _refused =
    [
        ("execve", 59, 221), ("execveat", 322, 281), ("fork", 57, 0), ("vfork", 58, 0),
        ("socket", 41, 198), ("socketpair", 53, 199), ("connect", 42, 203), ("bind", 49, 200), ("listen", 50, 201), ("accept", 43, 202), ("accept4", 288, 242),
        // Other processes: their memory, their files, signals by thread or by descriptor.
        ("ptrace", 101, 117), ("process_vm_readv", 310, 270), ("process_vm_writev", 311, 271), ("process_madvise", 440, 440), ("kcmp", 312, 272),
        ("pidfd_open", 434, 434), ("pidfd_getfd", 438, 438), ("pidfd_send_signal", 424, 424),
        ("tkill", 200, 130), ("rt_sigqueueinfo", 129, 138), ("rt_tgsigqueueinfo", 297, 240),
        // Namespaces and mounts: what would give capabilities in a world of its own.
        ("unshare", 272, 97), ("setns", 308, 268), ("mount", 165, 40), ("umount2", 166, 39), ("pivot_root", 155, 41), ("chroot", 161, 51),
        ("open_tree", 428, 428), ("move_mount", 429, 429), ("fsopen", 430, 430), ("fsconfig", 431, 431), ("fsmount", 432, 432), ("fspick", 433, 433), ("mount_setattr", 442, 442),
        ("name_to_handle_at", 303, 264), ("open_by_handle_at", 304, 265),
        // Large doors into the kernel that computing does not take.
        ("bpf", 321, 280), ("perf_event_open", 298, 241), ("io_uring_setup", 425, 425), ("io_uring_enter", 426, 426), ("io_uring_register", 427, 427),
        ("userfaultfd", 323, 282), ("add_key", 248, 217), ("request_key", 249, 218), ("keyctl", 250, 219),
        ("fanotify_init", 300, 262), ("personality", 135, 92), ("modify_ldt", 154, 0),
        // Memory and queues that no limit of the process counts.
        ("memfd_create", 319, 279), ("memfd_secret", 447, 447), ("shmget", 29, 194), ("semget", 64, 190), ("msgget", 68, 186), ("mq_open", 240, 180),
    ];

    private const uint X64Audit = 0xC000003E, Arm64Audit = 0xC00000B7; // AUDIT_ARCH_X86_64, AUDIT_ARCH_AARCH64
    private const uint FirstX32 = 0x40000000; // __X32_SYSCALL_BIT: the same calls under other numbers
    private const int Clone3 = 435;
    private const uint NewThread = 0x10000; // CLONE_THREAD; with it the system itself refuses new namespaces of users and processes
    private const uint NewNamespaces = 0x7E020000; // CLONE_NEWUSER, NEWPID, NEWNET, NEWIPC, NEWUTS, NEWCGROUP, NEWNS

    private const uint Allow = 0x7FFF0000, Refuse = 0x00050000 | 1, Missing = 0x00050000 | 38; // SECCOMP_RET_ALLOW; SECCOMP_RET_ERRNO with EPERM, with ENOSYS
    private const uint Number = 0, Architecture = 4, FirstArgument = 16; // offsets in struct seccomp_data; of an argument the lower half

    private static bool IsX64 => RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.X64;

    /// <summary>The number of the call that sets a filter.</summary>
    public static nint SeccompNumber => IsX64 ? 317 : 277;

    /// <summary>The numbers of the calls that are refused whatever their arguments.</summary>
    public static IEnumerable<uint> RefusedNumbers => _refused.Select(call => (uint)(IsX64 ? call.X64 : call.Arm64)).Where(number => number != 0);

    /// <summary>The number of the call that makes threads, and processes.</summary>
    public static uint CloneNumber => IsX64 ? 56u : 220u;

    /// <returns>The instructions (struct sock_filter each); null on a processor whose calls are not known here.</returns>
    public static ulong[]? ForThisProcess()
    {
        if (!IsX64 && RuntimeInformation.ProcessArchitecture != System.Runtime.InteropServices.Architecture.Arm64)
            return null;

        List<ulong> filter =
        [
            Load(Architecture), IfEqual(IsX64 ? X64Audit : Arm64Audit, skip: 1, otherwise: 0), Return(Refuse),
            Load(Number), IfAtLeast(FirstX32), Return(Refuse),
            // The C library then takes clone, whose flags a filter can see.
            IfEqual(Clone3), Return(Missing),
            // A new thread, and nothing else: other flags than a thread's would be a process.
            IfEqual(CloneNumber, skip: 0, otherwise: 6), Load(FirstArgument), IfAny(NewNamespaces), Return(Refuse), IfAny(NewThread), Return(Allow), Return(Refuse),
        ];
        // Signals to itself only: .NET stops its threads by them.
        foreach (var call in IsX64 ? (uint[])[62, 234] : [129, 131]) // kill, tgkill
            filter.AddRange([IfEqual(call, skip: 0, otherwise: 4), Load(FirstArgument), IfEqual((uint)Environment.ProcessId), Return(Allow), Return(Refuse)]);
        foreach (var number in RefusedNumbers)
            filter.AddRange([IfEqual(number), Return(Refuse)]);
        filter.Add(Return(Allow));
        return [.. filter];
    }

    /// <summary>Loads a word of the call: BPF_LD | BPF_W | BPF_ABS.</summary>
    private static ulong Load(uint offset) => Instruction(0x20, 0, 0, offset);

    /// <summary>Does the next instruction only if the word is equal, else leaves it out: BPF_JMP | BPF_JEQ | BPF_K.</summary>
    private static ulong IfEqual(uint value, byte skip = 0, byte otherwise = 1) => Instruction(0x15, skip, otherwise, value);

    /// <summary>Does the next instruction only if the word is not smaller: BPF_JMP | BPF_JGE | BPF_K.</summary>
    private static ulong IfAtLeast(uint value) => Instruction(0x35, 0, 1, value);

    /// <summary>Does the next instruction only if a bit is set: BPF_JMP | BPF_JSET | BPF_K.</summary>
    private static ulong IfAny(uint bits) => Instruction(0x45, 0, 1, bits);

    /// <summary>Ends the filter: BPF_RET | BPF_K.</summary>
    private static ulong Return(uint action) => Instruction(0x06, 0, 0, action);

    private static ulong Instruction(ushort code, byte ifTrue, byte ifFalse, uint operand) =>
        code | ((ulong)ifTrue << 16) | ((ulong)ifFalse << 24) | ((ulong)operand << 32);
}
