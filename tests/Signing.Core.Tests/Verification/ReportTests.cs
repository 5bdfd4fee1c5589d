using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Signing.Core.Creation;
using Signing.Core.Pki;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Verification;

/// <summary>The JSON that clients keep: members and their order, wire names, times, letters.</summary>
public sealed partial class ReportTests(World world)
{
    private static readonly JsonSerializerOptions WithNames = new() { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() } };

    private static readonly DateTimeOffset Time = new(2026, 11, 23, 15, 5, 9, TimeSpan.FromHours(7));

    [Fact]
    public void Serialize_EveryMember_AsTheContractHasIt()
    {
        Assert.Equal(Golden, Text(ReportJson.Serialize(Full)));
        Assert.Equal(Golden, Text(ReportJson.Serialize(ReportJson.Deserialize(Encoding.UTF8.GetBytes(Golden)))));
    }

    [Fact]
    public void Serialize_NothingKnown_NullNeverOmitted()
    {
        SignatureReport signature = Full.Signatures[0] with
        {
            SubIndication = null, Level = null, CoveredPages = null, SubFilter = null, DigestAlgorithm = null, SignatureAlgorithm = null, Signer = null, SigningTime = null, BestTime = null,
            Permissions = new PermissionsReport { Certification = false },
            Timestamps = [new TimestampReport { Kind = TimestampKind.Signature, Verdict = Verdict.Invalid, Indication = Indication.TotalFailed, Reasons = [] }],
            Trust = new TrustReport { Status = TrustStatus.Unknown, Chain = [], Revocation = [new RevocationReport { Certificate = "00", Kind = ProofKind.Crl, Source = ProofSource.Cache, Status = ProofStatus.Unknown }] },
            Changes = new ChangesReport { Level = ChangeLevel.Unknown, Findings = [new ChangeFinding { Code = "X", Message = "x" }] },
        };
        VerificationReport sparse = Full with { Document = Full.Document with { PdfVersion = null, Pages = null }, Signatures = [signature] };

        Assert.Equal(Members(Full), Members(sparse).Concat(Members(Full)).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
            Members(Full).Where(static m => !m.Contains(".fieldMdp.", StringComparison.Ordinal) && !m.Contains(".signer.", StringComparison.Ordinal)
                && !m.Contains(".tsa.", StringComparison.Ordinal) && !m.Contains(".chain[].", StringComparison.Ordinal) && !m.Contains(".timestamps[].trust.", StringComparison.Ordinal) && !m.Contains(".timestamps[].reasons[]", StringComparison.Ordinal)),
            Members(sparse));
    }

    [Theory]
    [InlineData(typeof(Verdict), "valid invalid indeterminate unsigned unreadable")]
    [InlineData(typeof(Indication), "TOTAL-PASSED TOTAL-FAILED INDETERMINATE")]
    [InlineData(typeof(SignatureKind), "signature documentTimestamp")]
    [InlineData(typeof(Integrity), "intact broken unknown")]
    [InlineData(typeof(Coverage), "wholeFile wholeRevision partial")]
    [InlineData(typeof(ChangeLevel), "none archival formFilling annotations forbidden unknown")]
    [InlineData(typeof(TimestampKind), "signature document content")]
    [InlineData(typeof(TrustStatus), "trusted untrusted expired notYetValid revoked onHold unknown")]
    [InlineData(typeof(ProofKind), "ocsp crl")]
    [InlineData(typeof(ProofSource), "embedded cache online")]
    [InlineData(typeof(ProofStatus), "good revoked onHold unknown")]
    [InlineData(typeof(SubIndication),
        "FORMAT_FAILURE HASH_FAILURE SIG_CRYPTO_FAILURE REVOKED EXPIRED NOT_YET_VALID SIG_CONSTRAINTS_FAILURE CHAIN_CONSTRAINTS_FAILURE "
        + "CERTIFICATE_CHAIN_GENERAL_FAILURE CRYPTO_CONSTRAINTS_FAILURE POLICY_PROCESSING_ERROR SIGNATURE_POLICY_NOT_AVAILABLE TIMESTAMP_ORDER_FAILURE "
        + "NO_SIGNING_CERTIFICATE_FOUND NO_CERTIFICATE_CHAIN_FOUND NO_CERTIFICATE_CHAIN_FOUND_NO_POE REVOKED_NO_POE REVOKED_CA_NO_POE "
        + "OUT_OF_BOUNDS_NO_POE OUT_OF_BOUNDS_NOT_REVOKED REVOCATION_OUT_OF_BOUNDS_NO_POE "
        + "CRYPTO_CONSTRAINTS_FAILURE_NO_POE NO_POE TRY_LATER SIGNED_DATA_NOT_FOUND GENERIC")]
    public void Serialize_EveryValue_HasItsWireName(Type type, string names)
    {
        IEnumerable<string> written = Enum.GetValues(type).Cast<object>().Select(value => JsonSerializer.Serialize(value, type, WithNames).Trim('"'));

        Assert.Equal(names.Split(' '), written);
    }

    [Theory]
    [InlineData("vi")]
    [InlineData("en")]
    public async Task Verify_RealDocument_ReportAsTheContractHasIt(string language)
    {
        byte[] document = await world.SignAsync(Bases.Form, world.Official, new SignatureOptions { Level = PadesLevel.BaselineT });
        VerificationReport report = await world.Verifier.VerifyAsync(
            new MemoryStream(document),
            new() { Policy = Core.Verification.ValidationPolicy.Online, Language = language },
            TestContext.Current.CancellationToken);
        string json = Text(ReportJson.Serialize(report));

        Assert.Equal(Members(Full).Where(static m => !m.Contains(".fieldMdp.", StringComparison.Ordinal) && !m.Contains("indings[]", StringComparison.Ordinal) && !m.Contains("easons[]", StringComparison.Ordinal)), Members(report));
        Assert.Contains("Cán bộ thử nghiệm (dev)", json, StringComparison.Ordinal);
        Assert.DoesNotContain("\\u", json, StringComparison.Ordinal);
        Assert.All(Timestamp().Matches(json), static match => Assert.EndsWith("Z", match.Value, StringComparison.Ordinal));
        CertificateReport signer = report.Signatures[0].Signer!;
        Assert.Equal(world.Pki.Official.Thumbprint, signer.Thumbprint);
        Assert.Matches("^[0-9a-f]{64}$", signer.Thumbprint);
        Assert.Matches("^[0-9a-f]+$", signer.SerialNumber);
        Assert.Equal(("Cán bộ thử nghiệm (dev)", "Cơ quan thử nghiệm (dev)", "Chuyên viên"), (signer.CommonName, signer.Organization, signer.Title));
        Assert.Equal(("SHA-256", "RSA-SHA-256", "ETSI.CAdES.detached"), (report.Signatures[0].DigestAlgorithm, report.Signatures[0].SignatureAlgorithm, report.Signatures[0].SubFilter));
    }

    [Fact]
    public void Judge_TwoLanguages_SameCodesOtherSentences()
    {
        byte[] document = Bases.Append(Bases.Signed, "x");
        VerificationReport english = Verify.Judge(document);
        VerificationReport vietnamese = Verify.Judge(document, language: "vi");

        Assert.Equal(english.Signatures[0].Reasons.Select(static r => r.Code), vietnamese.Signatures[0].Reasons.Select(static r => r.Code));
        Assert.All(english.Signatures[0].Reasons.Zip(vietnamese.Signatures[0].Reasons), static pair => Assert.NotEqual(pair.First.Message, pair.Second.Message));
        Assert.Contains("phiên bản", vietnamese.Signatures[0].Reasons[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Policy_Sha256_FollowsEveryRule()
    {
        var policy = Core.Verification.ValidationPolicy.Offline;
        string[] hashes =
        [
            policy.Sha256, (policy with { Name = "x" }).Sha256, (policy with { Revocation = Core.Verification.RevocationMode.Online }).Sha256,
            (policy with { ClockTolerance = TimeSpan.Zero }).Sha256, (policy with { RevocationFreshness = TimeSpan.FromDays(1) }).Sha256, (policy with { Algorithms = AlgorithmTable.Default with { Hashes = [] } }).Sha256,
        ];
        Assert.Equal(hashes.Distinct(), hashes);
        Assert.Equal(policy.Sha256, (policy with { }).Sha256);
        Assert.All(hashes, static hash => Assert.Matches("^[0-9a-f]{64}$", hash));
    }

    private static string Text(byte[] json) => Encoding.UTF8.GetString(json).ReplaceLineEndings("\n");

    /// <summary>The paths of all members that a report writes, in order of their first appearance, sorted.</summary>
    private static IEnumerable<string> Members(VerificationReport report)
    {
        using JsonDocument document = JsonDocument.Parse(ReportJson.Serialize(report));
        return [.. Walk(document.RootElement, "").Distinct().Order(StringComparer.Ordinal)];

        static IEnumerable<string> Walk(JsonElement element, string path) => element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Walk(member.Value, $"{path}.{member.Name}").Prepend($"{path}.{member.Name}")),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Walk(item, path + "[]")),
            _ => [],
        };
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT[^""]*")]
    private static partial Regex Timestamp();

    private static CertificateReport Someone { get; } = new()
    {
        Subject = "CN=Nguyễn Thị Ánh,O=Sở Nội vụ", CommonName = "Nguyễn Thị Ánh", Organization = "Sở Nội vụ", Title = "Giám đốc", Issuer = "CN=CA <1> & 'co'",
        SerialNumber = "0a1b", Thumbprint = "ab", NotBefore = Time, NotAfter = Time.AddTicks(1_234_500),
    };

    private static TrustReport Trust { get; } = new()
    {
        Status = TrustStatus.Unknown, Domain = "dev", Chain = [new ChainCertificateReport(Someone, anchor: true)],
        Revocation =
        [
            new RevocationReport
            {
                Certificate = "ab", Kind = ProofKind.Ocsp, Source = ProofSource.Online, Address = "http://ocsp.example/", Sha256 = "34", ThisUpdate = Time, NextUpdate = Time,
                Status = ProofStatus.Good, RevokedAt = Time, Reason = "keyCompromise",
            },
        ],
    };

    private static VerificationReport Full { get; } = new()
    {
        ReportVersion = "1.0",
        Verdict = Verdict.Indeterminate,
        ValidatedAt = Time,
        Policy = new PolicyReport { Name = "Online", Sha256 = "cd" },
        Document = new DocumentReport { Sha256 = "ef", Length = 5_000_000_000, Revisions = 2, Pages = 4, PdfVersion = "1.7", Encrypted = false, Repaired = true, EmptyFields = ["a.b"] },
        Reasons = [new ReasonReport { Code = "NO_SIGNATURE", Message = "Tài liệu không có chữ ký số." }],
        Signatures =
        [
            new SignatureReport
            {
                Field = "Chữ ký 1", Kind = SignatureKind.Signature, Revision = 1, Verdict = Verdict.Indeterminate, Indication = Indication.Indeterminate,
                SubIndication = SubIndication.TryLater, Level = "PAdES-B-T", SubFilter = "ETSI.CAdES.detached", DigestAlgorithm = "SHA-256", SignatureAlgorithm = "RSA-SHA-256",
                Integrity = Integrity.Intact, Coverage = Coverage.WholeRevision, CoveredPages = 3,
                Changes = new ChangesReport { Level = ChangeLevel.FormFilling, Findings = [new ChangeFinding { Code = "FURTHER_SIGNATURE", Object = "12 0", Message = "+" }] },
                Permissions = new PermissionsReport { Certification = true, DocMdp = 2, Lock = 3, FieldMdp = new FieldMdpReport { Action = "Include", Fields = ["x"] } },
                Signer = Someone, SigningTime = Time, BestTime = Time,
                Timestamps =
                [
                    new TimestampReport
                    {
                        Kind = TimestampKind.Signature, Time = Time, Sha256 = "12", Tsa = Someone, Verdict = Verdict.Valid, Indication = Indication.TotalPassed, SubIndication = SubIndication.Generic,
                        Trust = Trust,
                        Reasons = [new ReasonReport { Code = "C", Message = "m" }],
                    },
                ],
                Trust = Trust,
                Reasons = [new ReasonReport { Code = "REVOCATION_UNKNOWN", Message = "Không kiểm tra được tình trạng thu hồi" }],
            },
        ],
    };

    private const string Golden = """
        {
          "reportVersion": "1.0",
          "verdict": "indeterminate",
          "validatedAt": "2026-11-23T08:05:09Z",
          "policy": {
            "name": "Online",
            "sha256": "cd"
          },
          "document": {
            "sha256": "ef",
            "length": 5000000000,
            "revisions": 2,
            "pages": 4,
            "pdfVersion": "1.7",
            "encrypted": false,
            "repaired": true,
            "emptyFields": [
              "a.b"
            ]
          },
          "reasons": [
            {
              "code": "NO_SIGNATURE",
              "message": "Tài liệu không có chữ ký số."
            }
          ],
          "signatures": [
            {
              "field": "Chữ ký 1",
              "kind": "signature",
              "revision": 1,
              "verdict": "indeterminate",
              "indication": "INDETERMINATE",
              "subIndication": "TRY_LATER",
              "level": "PAdES-B-T",
              "subFilter": "ETSI.CAdES.detached",
              "digestAlgorithm": "SHA-256",
              "signatureAlgorithm": "RSA-SHA-256",
              "integrity": "intact",
              "coverage": "wholeRevision",
              "coveredPages": 3,
              "changes": {
                "level": "formFilling",
                "findings": [
                  {
                    "code": "FURTHER_SIGNATURE",
                    "object": "12 0",
                    "message": "+"
                  }
                ]
              },
              "permissions": {
                "certification": true,
                "docMdp": 2,
                "lock": 3,
                "fieldMdp": {
                  "action": "Include",
                  "fields": [
                    "x"
                  ]
                }
              },
              "signer": {
                "subject": "CN=Nguyễn Thị Ánh,O=Sở Nội vụ",
                "commonName": "Nguyễn Thị Ánh",
                "organization": "Sở Nội vụ",
                "title": "Giám đốc",
                "issuer": "CN=CA <1> & 'co'",
                "serialNumber": "0a1b",
                "thumbprint": "ab",
                "notBefore": "2026-11-23T08:05:09Z",
                "notAfter": "2026-11-23T08:05:09.12345Z"
              },
              "signingTime": "2026-11-23T08:05:09Z",
              "bestTime": "2026-11-23T08:05:09Z",
              "timestamps": [
                {
                  "kind": "signature",
                  "time": "2026-11-23T08:05:09Z",
                  "sha256": "12",
                  "tsa": {
                    "subject": "CN=Nguyễn Thị Ánh,O=Sở Nội vụ",
                    "commonName": "Nguyễn Thị Ánh",
                    "organization": "Sở Nội vụ",
                    "title": "Giám đốc",
                    "issuer": "CN=CA <1> & 'co'",
                    "serialNumber": "0a1b",
                    "thumbprint": "ab",
                    "notBefore": "2026-11-23T08:05:09Z",
                    "notAfter": "2026-11-23T08:05:09.12345Z"
                  },
                  "verdict": "valid",
                  "indication": "TOTAL-PASSED",
                  "subIndication": "GENERIC",
                  "trust": {
                    "status": "unknown",
                    "domain": "dev",
                    "chain": [
                      {
                        "subject": "CN=Nguyễn Thị Ánh,O=Sở Nội vụ",
                        "commonName": "Nguyễn Thị Ánh",
                        "organization": "Sở Nội vụ",
                        "title": "Giám đốc",
                        "issuer": "CN=CA <1> & 'co'",
                        "serialNumber": "0a1b",
                        "thumbprint": "ab",
                        "notBefore": "2026-11-23T08:05:09Z",
                        "notAfter": "2026-11-23T08:05:09.12345Z",
                        "anchor": true
                      }
                    ],
                    "revocation": [
                      {
                        "certificate": "ab",
                        "kind": "ocsp",
                        "source": "online",
                        "address": "http://ocsp.example/",
                        "sha256": "34",
                        "thisUpdate": "2026-11-23T08:05:09Z",
                        "nextUpdate": "2026-11-23T08:05:09Z",
                        "status": "good",
                        "revokedAt": "2026-11-23T08:05:09Z",
                        "reason": "keyCompromise"
                      }
                    ]
                  },
                  "reasons": [
                    {
                      "code": "C",
                      "message": "m"
                    }
                  ]
                }
              ],
              "trust": {
                "status": "unknown",
                "domain": "dev",
                "chain": [
                  {
                    "subject": "CN=Nguyễn Thị Ánh,O=Sở Nội vụ",
                    "commonName": "Nguyễn Thị Ánh",
                    "organization": "Sở Nội vụ",
                    "title": "Giám đốc",
                    "issuer": "CN=CA <1> & 'co'",
                    "serialNumber": "0a1b",
                    "thumbprint": "ab",
                    "notBefore": "2026-11-23T08:05:09Z",
                    "notAfter": "2026-11-23T08:05:09.12345Z",
                    "anchor": true
                  }
                ],
                "revocation": [
                  {
                    "certificate": "ab",
                    "kind": "ocsp",
                    "source": "online",
                    "address": "http://ocsp.example/",
                    "sha256": "34",
                    "thisUpdate": "2026-11-23T08:05:09Z",
                    "nextUpdate": "2026-11-23T08:05:09Z",
                    "status": "good",
                    "revokedAt": "2026-11-23T08:05:09Z",
                    "reason": "keyCompromise"
                  }
                ]
              },
              "reasons": [
                {
                  "code": "REVOCATION_UNKNOWN",
                  "message": "Không kiểm tra được tình trạng thu hồi"
                }
              ]
            }
          ]
        }
        """;
}
