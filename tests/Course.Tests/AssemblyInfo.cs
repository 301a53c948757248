// Torch's random generator and its count of tensors are the whole process', so tests that set or read them must not overlap.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
