using Xunit;

namespace Signing.Core.Tests.Creation;

/// <summary>Tests that count what the whole process allocates run while nothing else does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
