namespace Signing.Core.Pki;

/// <summary>How many addresses may be asked for issuers: for one document, however many certificates and addresses it holds.</summary>
internal sealed class IssuerBudget(int addresses = IssuerBudget.Default)
{
    internal const int Default = 8;

    private int _left = addresses;

    internal bool Take() => _left-- > 0;
}
