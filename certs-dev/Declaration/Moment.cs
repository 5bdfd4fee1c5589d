using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Signing.CertsDev.Declaration;

/// <summary>A time counted from the making of the PKI, written <c>-4y</c> or <c>+30d</c>.</summary>
[JsonConverter(typeof(Converter))]
internal readonly record struct Moment(int Years, int Days)
{
    internal DateTimeOffset After(DateTimeOffset start) => start.AddYears(Years).AddDays(Days);

    private static Moment Parse(string text)
    {
        if (text.Length > 2
            && text[0] is '+' or '-'
            && int.TryParse(text[..^1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
        {
            switch (text[^1])
            {
                case 'y':
                    return new Moment(number, 0);
                case 'd':
                    return new Moment(0, number);
            }
        }
        throw new JsonException($"'{text}' is not a time such as -4y or +30d.");
    }

    internal sealed class Converter : JsonConverter<Moment>
    {
        public override Moment Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, Moment value, JsonSerializerOptions options) => throw new NotSupportedException();
    }
}
