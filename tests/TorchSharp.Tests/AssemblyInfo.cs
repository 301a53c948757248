// Torch's random generator, default type and device, print options and count of tensors are the whole process', so tests that set or read them must not overlap.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
