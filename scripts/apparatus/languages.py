"""Languages of titles: BibLaTeX's names of them -> codes.

Codes are those of BCP 47 (`de`, `ru-Latn`), which voices, metadata and citation styles read; the names are
those of the babel package, which reference managers write into `langid` and `language`.
"""

from __future__ import annotations

import re

CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_NAMES = {
    "american": "en-US", "arabic": "ar", "austrian": "de-AT", "british": "en-GB", "bulgarian": "bg",
    "chinese": "zh", "croatian": "hr", "czech": "cs", "danish": "da", "dutch": "nl", "english": "en",
    "estonian": "et", "finnish": "fi", "french": "fr", "german": "de", "greek": "el", "hebrew": "he",
    "hungarian": "hu", "icelandic": "is", "indonesian": "id", "italian": "it", "japanese": "ja",
    "korean": "ko", "lao": "lo", "latin": "la", "latvian": "lv", "lithuanian": "lt", "naustrian": "de-AT",
    "ngerman": "de", "norsk": "nb", "norwegian": "no", "nswissgerman": "de-CH", "nynorsk": "nn",
    "persian": "fa", "polish": "pl", "portuguese": "pt", "romanian": "ro", "russian": "ru", "serbian": "sr",
    "slovak": "sk", "slovene": "sl", "spanish": "es", "swedish": "sv", "swissgerman": "de-CH", "thai": "th",
    "turkish": "tr", "ukrainian": "uk", "usenglish": "en-US", "ukenglish": "en-GB", "vietnamese": "vi",
}  # fmt: skip


def code_of(written: str) -> str:
    """Return the code for a language as an entry writes it, `german`; what is no name stays as it is."""
    return _NAMES.get(written.lower(), written)
