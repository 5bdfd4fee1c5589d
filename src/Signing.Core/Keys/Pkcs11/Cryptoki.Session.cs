using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;

namespace Signing.Core.Keys.Pkcs11;

internal sealed partial class Cryptoki
{
    /// <summary>A session with a token. Used by one thread at a time; the login, if any, is the whole process's.</summary>
    internal sealed class Session
    {
        private readonly Cryptoki _module;
        private readonly ISession _session;

        // Never disposed, only closed when asked for: the handle of a token that went away may by now be another session's.
        internal Session(Cryptoki module, ISession session)
        {
            _module = module;
            _session = session;
        }

        internal bool IsLoggedIn() => _session.GetSessionInfo().State is CKS.CKS_RO_USER_FUNCTIONS or CKS.CKS_RW_USER_FUNCTIONS;

        /// <param name="user">Whose PIN it is.</param>
        /// <param name="pin">The PIN; <see langword="null"/> where the token has its own keypad.</param>
        internal void Login(CKU user, byte[]? pin) => _session.Login(user, pin);

        internal void Logout() => _session.Logout();

        internal void InitPin(byte[] pin) => _session.InitPin(pin);

        internal void Close() => _session.CloseSession();

        /// <summary>The objects of a class whose attributes have these values.</summary>
        internal List<ulong> Find(CKO objectClass, params ReadOnlySpan<(CKA Type, object Value)> attributes)
        {
            List<IObjectAttribute> template = Template([(CKA.CKA_CLASS, objectClass), .. attributes]);
            try
            {
                return _session.FindAllObjects(template).ConvertAll(static handle => handle.ObjectId);
            }
            finally
            {
                template.ForEach(static attribute => attribute.Dispose());
            }
        }

        /// <summary>The values of attributes as bytes; <see langword="null"/> for one that the object lacks or hides.</summary>
        internal byte[]?[] Read(ulong handle, params ReadOnlySpan<CKA> types)
        {
            List<IObjectAttribute> values = _session.GetAttributeValue(Handle(handle), [.. types]);
            try
            {
                return [.. values.Select(static value => value.CannotBeRead ? null : value.GetValueAsByteArray())];
            }
            finally
            {
                values.ForEach(static value => value.Dispose());
            }
        }

        internal ulong Create(params ReadOnlySpan<(CKA Type, object Value)> attributes)
        {
            List<IObjectAttribute> template = Template(attributes);
            try
            {
                return _session.CreateObject(template).ObjectId;
            }
            finally
            {
                template.ForEach(static attribute => attribute.Dispose());
            }
        }

        internal byte[] Sign(SigningMechanism mechanism, ulong key, byte[] input) =>
            _session.Sign(_module.Native(mechanism), Handle(key), input);

        /// <summary>Signs with a key that wants its own login for it (CKA_ALWAYS_AUTHENTICATE): between C_SignInit and C_Sign.</summary>
        internal byte[] Sign(SigningMechanism mechanism, ulong key, byte[]? pin, byte[] input) =>
            _session.Sign(_module.Native(mechanism), Handle(key), pin, input);

        private IObjectHandle Handle(ulong handle) => _module._factories.ObjectHandleFactory.Create(handle);

        private List<IObjectAttribute> Template(ReadOnlySpan<(CKA Type, object Value)> attributes)
        {
            var template = new List<IObjectAttribute>(attributes.Length);
            foreach ((CKA type, object value) in attributes)
            {
                template.Add(value switch
                {
                    bool flag => _module._factories.ObjectAttributeFactory.Create(type, flag),
                    byte[] bytes => _module._factories.ObjectAttributeFactory.Create(type, bytes),
                    string text => _module._factories.ObjectAttributeFactory.Create(type, text),
                    CKO objectClass => _module._factories.ObjectAttributeFactory.Create(type, objectClass),
                    CKK keyType => _module._factories.ObjectAttributeFactory.Create(type, keyType),
                    CKC certificateType => _module._factories.ObjectAttributeFactory.Create(type, certificateType),
                    _ => throw new ArgumentException($"No such attribute value: {value.GetType()}", nameof(attributes)),
                });
            }
            return template;
        }
    }
}
