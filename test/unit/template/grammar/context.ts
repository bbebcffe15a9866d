// What every random template is rendered with.

/** The variables of every template, as JSON text, because numbers keep their Python type in it. */
export const CONTEXT = `{
  "id": "5ebe0ca2bb1a4d00093c1931", "fileName": "acme data.6.csv", "createDate": "2020-05-15T03:29:38.734Z",
  "recordCount": 2378, "byteSize": 419743, "md5": "71e6c6a0558a04b0e8473448a0f66975", "alias": "", "length": 16,
  "filePath": "C:\\\\data\\\\in\\\\acme data.6.csv", "amp": "a & b <c> \\"d\\" 'e'", "sp": "  a b/c?d \\t\\n",
  "uni": "Äß→😀 ǆ İ", "lines": "one two\\nthree\\r\\n\\r\\nfour", "digits": "00042", "num": "3.75",
  "t": true, "f": false, "nul": null, "zero": 0, "neg": -7, "big": 12345678901234567890, "pi": 3.14159, "half": 2.5,
  "tiny": 1e-7, "huge": 1e22, "one": 1.0, "emptydict": {}, "emptylist": [],
  "ints": [3, 1, 2, 10, 1], "strs": ["b", "A", "c", "a"], "mixed": [1, "x", null, 2.5, [1, 2], true],
  "users": [
    {"name": "bob", "age": 30, "tags": ["x"], "city": {"name": "Bern"}},
    {"name": "Al", "age": 25, "tags": [], "city": {"name": "aarau"}},
    {"name": "cy", "age": 30, "tags": ["y", "z"], "city": {"name": "Bern"}}
  ],
  "rec": {"_id": "5e", "items": 3, "count": 2, "nested": {"done": true, "list": [1, {"k": "v"}]}, "nul": null, "a-b": 1}
}`;

/** Gives the names that the grammar uses a meaning, so that most templates render. */
export const PRELUDE =
  "{% set x = 5 %}{% set y = 'why' %}{% set item = 'it' %}{% set acc = [1] %}{% set ns = namespace(x=1, acc='') %}" +
  "{% set c = cycler(1, 'b') %}{% set j = joiner(', ') %}{% macro m(a, b=2) %}<{{ a }},{{ b }}>{% endmacro %}\n";
