namespace Transcribe.Activities.Transcription;

/// <summary>The languages that the dropdown offers; an expression may give any other tag that the vendor knows.</summary>
internal static class Languages
{
    /// <summary>The vendor detects the language.</summary>
    public const string Auto = "auto";

    /// <summary>BCP-47 tags and English names: written out, because the host runs without culture data.</summary>
    public static readonly IReadOnlyList<(string Tag, string Name)> All =
    [
        (Auto, "(detect)"), ("en", "English"), ("ar", "Arabic"), ("bg", "Bulgarian"), ("ca", "Catalan"), ("cs", "Czech"), ("da", "Danish"),
        ("de", "German"), ("el", "Greek"), ("es", "Spanish"), ("et", "Estonian"), ("fi", "Finnish"), ("fr", "French"), ("he", "Hebrew"),
        ("hi", "Hindi"), ("hr", "Croatian"), ("hu", "Hungarian"), ("id", "Indonesian"), ("it", "Italian"), ("ja", "Japanese"), ("ko", "Korean"),
        ("lt", "Lithuanian"), ("lv", "Latvian"), ("ms", "Malay"), ("nb", "Norwegian"), ("nl", "Dutch"), ("pl", "Polish"), ("pt", "Portuguese"),
        ("ro", "Romanian"), ("ru", "Russian"), ("sk", "Slovak"), ("sl", "Slovenian"), ("sr", "Serbian"), ("sv", "Swedish"), ("ta", "Tamil"),
        ("th", "Thai"), ("tr", "Turkish"), ("uk", "Ukrainian"), ("ur", "Urdu"), ("vi", "Vietnamese"), ("zh", "Chinese"),
    ];
}
