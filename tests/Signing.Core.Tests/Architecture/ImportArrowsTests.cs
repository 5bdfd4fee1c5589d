using System.Reflection;
using Xunit;

namespace Signing.Core.Tests.Architecture;

/// <summary>The rooms of the library import each other one way.</summary>
public sealed class ImportArrowsTests
{
    private const string Root = "Signing.Core";

    /// <summary>What each room may use beside itself and the root, which uses nothing.</summary>
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        [""] = [],
        ["Net"] = [],
        ["Pdf"] = [],
        ["Cms"] = [],
        ["Keys"] = [],
        ["Pki"] = ["Cms", "Keys", "Net"],
        ["Verification"] = ["Pdf", "Cms", "Keys", "Net", "Pki"],
        ["Creation"] = ["Pdf", "Cms", "Keys", "Net", "Pki", "Verification"],
        ["Registration"] = ["Pdf", "Cms", "Keys", "Net", "Pki", "Verification", "Creation"],
    };

    private static readonly string Assembly = typeof(SigningException).Assembly.Location;

    [Fact]
    public void Rooms_AllNamespaces_AreKnown() =>
        Assert.Empty(TypeUse.Read(Assembly).SelectMany(static use => new[] { use.User, use.Used }).Where(IsOurs).Select(Room).Distinct().Except(Arrows.Keys));

    [Fact]
    public void Rooms_EveryUse_FollowsTheArrows()
    {
        string[] wrong =
        [
            .. TypeUse.Read(Assembly)
                .Where(static use => IsOurs(use.User) && IsOurs(use.Used))
                .Select(static use => (User: Room(use.User), Used: Room(use.Used)))
                .Where(static use => use.User != use.Used && use.Used.Length > 0 && !Arrows[use.User].Contains(use.Used))
                .Select(static use => $"{use.User} uses {use.Used}")
                .Distinct(),
        ];
        Assert.Empty(wrong);
    }

    [Fact]
    public void Reader_SeesMethodBodies() =>
        // Creation builds updates only inside methods: a reader of signatures alone would miss some rooms.
        Assert.Contains(TypeUse.Read(Assembly), static use => IsOurs(use.User) && IsOurs(use.Used) && (Room(use.User), Room(use.Used)) == ("Creation", "Verification"));

    [Fact]
    public void PublicApi_NeverShowsBouncyCastleOrPkcs11Interop()
    {
        string[] foreign = ["Org.BouncyCastle", "Net.Pkcs11Interop"];
        IEnumerable<Type> seen = typeof(SigningException).Assembly.GetExportedTypes().SelectMany(static type => type
            .GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(static member => member is MethodBase { IsPublic: true } or MethodBase { IsFamily: true } or FieldInfo { IsPublic: true })
            .SelectMany(static member => member switch
            {
                MethodInfo method => method.GetParameters().Select(static p => p.ParameterType).Append(method.ReturnType),
                ConstructorInfo constructor => constructor.GetParameters().Select(static p => p.ParameterType),
                FieldInfo field => [field.FieldType],
                _ => [],
            }));
        Assert.DoesNotContain(seen, type => foreign.Any(name => type.FullName?.Contains(name, StringComparison.Ordinal) == true));
    }

    private static bool IsOurs(string name) => name == Root || name.StartsWith(Root + ".", StringComparison.Ordinal);

    private static string Room(string name) => name == Root ? "" : name[(Root.Length + 1)..].Split('.')[0];
}
