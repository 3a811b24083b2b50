"""XLSForm's types, and the kinds of question they become here."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SELECT = re.compile(
    r"^(?:(?P<one>select[_ ]one|select1|add select one prompt using|select one (?:from|using)|q select1)"
    r"|(?P<several>select[_ ]multiple|select all that apply|add select multiple prompt using|q select)"
    r"|(?P<rank>(?:odk:)?rank))(?=$|\s|[_ ](?:from[_ ]file|external)\b)",
    re.I,
)
_FILE_WORDS = re.compile(r"^[_ ](from[_ ]file|external)\b", re.I)
_OTHER = re.compile(r"\s+or[_ ](specify[_ ])?other$", re.I)
_SECTION = re.compile(r"^(begin|end)[\s_]+(group|repeat|loop|lgroup|looped group)\b(\s+over\s+.*)?$", re.I)

_SIMPLE = {
    "text": "text", "string": "text", "q string": "text", "add text prompt": "text",
    "integer": "integer", "int": "integer", "q int": "integer", "add integer prompt": "integer",
    "decimal": "decimal", "q decimal": "decimal", "add decimal prompt": "decimal",
    "percentage": "percentage", "range": "range",
    "date": "date", "q date": "date", "add date prompt": "date",
    "datetime": "datetime", "q date time": "datetime", "date time": "datetime", "add date time prompt": "datetime",
    "q datetime": "datetime", "add datetime prompt": "datetime", "time": "time",
    "note": "note", "q note": "note", "add note prompt": "note",
    "number of days in last month": "integer", "number of days in last six months": "integer",
    "number of days in last year": "integer",
    **dict.fromkeys([
        "geopoint", "geotrace", "geoshape", "gps", "location", "q location", "q geopoint", "q geotrace", "q geoshape",
        "add location prompt", "add geopoint prompt", "osm",
    ], "place"),
    **dict.fromkeys(["barcode", "q barcode", "add barcode prompt"], "barcode"),
    **dict.fromkeys(["audio", "q audio", "add audio prompt", "video", "q video", "add video prompt"], "recording"),
    "image": "file", "photo": "file", "q image": "file", "q picture": "file", "add image prompt": "file",
    "add photo prompt": "file", "file": "file", "add file prompt": "file",
    "acknowledge": "acknowledge", "trigger": "acknowledge", "q acknowledge": "acknowledge",
    "add acknowledge prompt": "acknowledge",
    "calculate": "calculate", "q calculate": "calculate", "add calculate prompt": "calculate", "hidden": "hidden",
}  # fmt: skip
_METADATA = frozenset({
    "audit", "background-audio", "background-geopoint", "csv-external", "device id", "device_id", "deviceid",
    "email", "end", "end time", "entity", "get device id", "get end time", "get phone number", "get sim id",
    "get start time", "get subscriber id", "get today", "imei", "phone number", "phonenumber", "sim id",
    "simserial", "start", "start time", "start-geopoint", "subscriber id", "subscriberid", "today",
    "uri:deviceid", "uri:email", "uri:phonenumber", "uri:simserial", "uri:subscriberid", "uri:username",
    "username", "xml-external",
})  # fmt: skip


@dataclass(frozen=True)
class SourceType:
    """`family` is the type under its plain name; `words` names it in the report."""

    family: str
    words: str
    list_name: str = ""
    other: bool = False
    outside: bool = False


def source_type_of(text: str) -> SourceType:
    words = " ".join(text.split())
    section = _SECTION.match(words)
    if section:
        repeated = section.group(2).lower() != "group"
        family = f"{section.group(1).lower()}_{'repeat' if repeated else 'group'}"
        return SourceType(family, family)
    select = _SELECT.match(words)
    if select:
        family = {"one": "select_one", "several": "select_multiple", "rank": "rank"}[str(select.lastgroup)]
        rest = words[select.end() :]
        outside = _FILE_WORDS.match(rest)
        rest = rest[outside.end() :] if outside else re.sub(r"^\s+from\s+", " ", rest)
        other = bool(_OTHER.search(rest))
        return SourceType(family, family, _OTHER.sub("", rest).strip(), other, bool(outside))
    low = words.lower()
    if low in _METADATA:
        return SourceType("metadata", words)
    return SourceType("place" if low.startswith("osm ") else _SIMPLE.get(low, ""), words)
