namespace Marquee.Data;

/// <summary>English names of countries as codes (ISO 3166-1 alpha-2), for tables that name them; countries that are no more by the code they had, or that of their successor.</summary>
internal static class CountryNames
{
    private const string Known =
        "AE United Arab Emirates|AF Afghanistan|AL Albania|AM Armenia|AO Angola|AR Argentina|AT Austria|AU Australia|AZ Azerbaijan|BD Bangladesh|BE Belgium|BF Burkina Faso|BG Bulgaria|BM Bermuda|BR Brazil|BS Bahamas|BW Botswana|BY Belarus|"
        + "CA Canada|CH Switzerland|CL Chile|CM Cameroon|CN China|CO Colombia|CU Cuba|CY Cyprus|CZ Czech Republic|DE Germany|DE West Germany|DE East Germany|DK Denmark|DO Dominican Republic|DZ Algeria|EC Ecuador|EG Egypt|ES Spain|ET Ethiopia|"
        + "FI Finland|FR France|GB United Kingdom|GE Georgia|GH Ghana|GR Greece|GT Guatemala|HK Hong Kong|HR Croatia|HU Hungary|ID Indonesia|IE Ireland|IL Israel|IN India|IQ Iraq|IR Iran|IS Iceland|IT Italy|JM Jamaica|JO Jordan|JP Japan|"
        + "KE Kenya|KH Cambodia|KR South Korea|KW Kuwait|KY Cayman Islands|KZ Kazakhstan|LB Lebanon|LI Liechtenstein|LK Sri Lanka|LT Lithuania|LU Luxembourg|LV Latvia|MA Morocco|ME Montenegro|MN Mongolia|MT Malta|MU Mauritius|MW Malawi|MX Mexico|MY Malaysia|MZ Mozambique|"
        + "NA Namibia|NG Nigeria|NI Nicaragua|NL Netherlands|NO Norway|NP Nepal|NZ New Zealand|PA Panama|PE Peru|PH Philippines|PK Pakistan|PL Poland|PR Puerto Rico|PS Palestine|PT Portugal|PY Paraguay|QA Qatar|RO Romania|RS Serbia|RU Russia|"
        + "SA Saudi Arabia|SD Sudan|SE Sweden|SG Singapore|SI Slovenia|SK Slovakia|SN Senegal|SO Somalia|SU Soviet Union|SY Syria|TH Thailand|TR Turkey|TW Taiwan|UA Ukraine|UG Uganda|US United States|UY Uruguay|VA Vatican City|VE Venezuela|VN Vietnam|WS Samoa|ZA South Africa|ZW Zimbabwe";

    private static readonly Dictionary<string, string> Codes = Known.Split('|').ToDictionary(entry => entry[3..], entry => entry[..2], StringComparer.Ordinal);

    /// <summary>The code of a country; the name itself where it is not known.</summary>
    public static string CodeOf(string name) => Codes.GetValueOrDefault(name, name);
}
