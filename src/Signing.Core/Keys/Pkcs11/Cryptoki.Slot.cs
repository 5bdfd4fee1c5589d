using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;

namespace Signing.Core.Keys.Pkcs11;

internal sealed partial class Cryptoki
{
    /// <summary>A slot with a token in it. Its number is not kept: it changes when tokens come and go.</summary>
    internal sealed class Slot(Cryptoki module, ISlot slot)
    {
        internal TokenInfo Token()
        {
            ITokenInfo info = slot.GetTokenInfo();
            ITokenFlags flags = info.TokenFlags;
            return new TokenInfo
            {
                Label = info.Label?.Trim(' ', '\0') ?? "",
                Serial = info.SerialNumber?.Trim(' ', '\0') ?? "",
                IsInitialized = flags.TokenInitialized,
                LoginRequired = flags.LoginRequired,
                HasPinPad = flags.ProtectedAuthenticationPath,
                PinState = flags.UserPinLocked ? PinState.Locked
                    : flags.UserPinFinalTry ? PinState.Final
                    : flags.UserPinCountLow ? PinState.Low
                    : PinState.Ok,
                MaxSessions = info.MaxSessionCount,
            };
        }

        internal HashSet<CKM> Mechanisms() => [.. slot.GetMechanismList()];

        internal Session Open(bool readWrite = false) =>
            new(module, slot.OpenSession(readWrite ? SessionType.ReadWrite : SessionType.ReadOnly));

        internal void CloseAllSessions() => slot.CloseAllSessions();

        internal void InitToken(byte[] securityOfficerPin, byte[] label) => slot.InitToken(securityOfficerPin, label);
    }
}
