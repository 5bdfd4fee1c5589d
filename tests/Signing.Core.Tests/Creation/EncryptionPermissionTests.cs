using Signing.Core.Creation;
using Signing.Core.Pdf;
using Signing.Core.Tests.Pdf;
using Signing.Core.Tests.Pdf.Encryption;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Creation;

/// <summary>
/// What the permissions of an encrypted document allow (ISO 32000-2, table 22): a new field needs the bits 4 and 6, an existing
/// one bit 6 or, from revision 3 on, bit 9; the owner password allows everything.
/// </summary>
public sealed class EncryptionPermissionTests(World world)
{
    /// <summary>qpdf's switches, and whether a new field and an existing one may be signed.</summary>
    private static readonly (string Kind, string[] Switches, bool New, bool Existing)[] Cases =
    [
        ("RC4-40", [], true, true),
        ("RC4-40", ["--modify=n"], false, true),
        ("RC4-40", ["--annotate=n"], false, false),
        ("RC4-40", ["--print=n", "--extract=n"], true, true),
        ("RC4-128", ["--modify=all"], true, true),
        ("RC4-128", ["--modify=annotate"], false, true),
        ("RC4-128", ["--modify=form"], false, true),
        ("RC4-128", ["--modify=assembly"], false, false),
        ("RC4-128", ["--modify=none"], false, false),
        ("AES-128", ["--modify-other=n"], false, true),
        ("AES-128", ["--annotate=n"], false, true),
        ("AES-128", ["--form=n"], true, true),
        ("AES-128", ["--form=n", "--annotate=n"], false, false),
        ("AES-128", ["--print=none", "--extract=n", "--assemble=n", "--accessibility=n"], true, true),
        ("AES-256", ["--modify=all"], true, true),
        ("AES-256", ["--modify=annotate"], false, true),
        ("AES-256", ["--modify=form"], false, true),
        ("AES-256", ["--modify=none"], false, false),
        ("AES-256, R5", ["--modify=none", "--form=y"], false, true),
        ("AES-256, clear metadata", ["--annotate=n", "--form=n"], false, false),
    ];

    public static TheoryData<int, bool, string> Numbers =>
        [.. from number in Enumerable.Range(0, Cases.Length) from isNew in (bool[])[true, false] from user in (string[])["", "user"] select (number, isNew, user)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Sign_AsPermitted(int number, bool isNew, string user)
    {
        (string kind, string[] switches, bool permitsNew, bool permitsExisting) = Cases[number];
        byte[] document = await QpdfEncryption.MakeAsync(new TestPdf().AddSignatureField("approval").Build(), kind, user, "owner", switches);
        string? field = isNew ? null : "approval";

        if (isNew ? permitsNew : permitsExisting)
        {
            byte[] signed = await world.SignAsync(document, options: new SignatureOptions { Field = field, Password = user });
            Assert.Equal(Verdict.Valid, (await world.VerifyAsync(signed, user)).Verdict);
            return;
        }
        SigningException error = await Refusal.OfAsync(world.Signer, document, world.Agency, new SignatureOptions { Field = field, Password = user });
        Assert.Equal(ErrorCodes.PdfNotPermitted, error.Code);
        Assert.Contains("owner password", error.Facts["detail"], StringComparison.Ordinal);
        Assert.Contains(isNew ? "bits 4" : "bit 9", error.Facts["detail"], StringComparison.Ordinal);

        byte[] byOwner = await world.SignAsync(document, options: new SignatureOptions { Field = field, Password = "owner" });
        Assert.Equal(Verdict.Valid, (await world.VerifyAsync(byOwner, user)).Verdict);
    }

    [Theory]
    [InlineData(-4, -4, true)]
    [InlineData(-4, -3904, false)]
    [InlineData(-3904, -4, false)]
    public void Permissions_InTheClearAndProven_BothMustAllow(int clear, int proven, bool permits)
    {
        using PdfDocument document = PdfTesting.Open(new EncryptedPdf { P = clear, ProvenP = proven }.Build(TestPdf.Create()));

        Assert.Equal(permits, document.Security!.Permissions is { Modify: true, Annotate: true });
    }

    [Fact]
    public void Permissions_ForgedProof_AllowNothing()
    {
        var make = new EncryptedPdf();
        string dictionary = make.Dictionary();
        int perms = dictionary.IndexOf("/Perms <", StringComparison.Ordinal) + "/Perms <".Length;
        using PdfDocument document = PdfTesting.Open(make.Whole(dictionary[..perms] + new string('0', 32) + dictionary[(perms + 32)..]));

        Assert.True(document.Security!.IsOpen);
        Assert.Equal(0, document.Security.Permissions.Bits);
    }

    /// <summary>Without a password nobody is the owner, even where the owner's is empty too.</summary>
    [Fact]
    public async Task Sign_BothPasswordsEmpty_PermissionsHold()
    {
        byte[] document = await QpdfEncryption.MakeAsync(TestPdf.Create(), "AES-256", "", "", ["--modify=none"]);

        Assert.Equal(ErrorCodes.PdfNotPermitted, (await Refusal.OfAsync(world.Signer, document, world.Agency)).Code);
    }
}
