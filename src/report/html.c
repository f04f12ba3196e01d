#include "report/html.h"

#include "base/lang.h"

static const char head[] =
	"<meta charset=\"utf-8\">\n"
	"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
	"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	"<style>\n"
	"@page { size: A4; margin: 18mm 16mm; @bottom-right { content: counter(page) \" / \" counter(pages); "
	"font: 8pt sans-serif; color: #666; } }\n"
	":root { color-scheme: light dark; }\n"
	"body { font: 11pt/1.45 sans-serif; color: #111; background: #fff; max-width: 60em; margin: 2em auto; "
	"padding: 0 1em; }\n"
	"h1 { font-size: 20pt; line-height: 1.2; } h2 { font-size: 14pt; margin: 2em 0 .5em; } "
	"h3 { font-size: 11pt; margin: 1.5em 0 .3em; }\n"
	"table { border-collapse: collapse; margin: .5em 0 1.5em; font-size: 10pt; }\n"
	"th, td { text-align: left; vertical-align: top; padding: .2em .6em; border-bottom: 1px solid #bbb; }\n"
	"thead th { border-bottom: 2px solid #333; }\n"
	"td { white-space: pre-wrap; overflow-wrap: break-word; hyphens: auto; }\n"
	".n { text-align: right; font-variant-numeric: tabular-nums; } td.n, .t { white-space: nowrap; }\n"
	".s td { border-top: 2px solid #333; border-bottom: 0; font-weight: bold; }\n"
	".g th { padding-top: 1.2em; font-size: 11pt; border-bottom: 1px solid #333; }\n"
	".d td { padding: 0 .6em .5em 1.8em; font-size: 9pt; color: #444; white-space: normal; } "
	"tr:has(+ .d) td { border-bottom: 0; }\n"
	".l td { border-top: 3px double #333; border-bottom: 3px double #333; font-weight: bold; }\n"
	".m { color: #666; font-style: italic; } .q { margin-top: -.6em; font-size: 9pt; color: #666; }\n"
	"table.record { break-inside: avoid; border-top: 2px solid #444; width: 100%; }\n"
	"table.record th { width: 16em; font-weight: normal; color: #444; }\n"
	"figure { margin: 1em 0 1.5em; } figcaption { font-size: 10pt; font-weight: bold; margin-bottom: .5em; } "
	"svg { max-width: 100%; height: auto; }\n"
	"@media screen and (prefers-color-scheme: dark) { body { color: #e6e6e6; background: #161616; } "
	"th, td { border-color: #555; } thead th, .s td, .l td, .g th { border-color: #bbb; } .d td, .m, .q, table.record th "
	"{ color: #b5b5b5; } svg path[fill=none] { filter: brightness(1.6); } }\n"
	"@media print { body { margin: 0; padding: 0; max-width: none; font-size: 10pt; } table { font-size: 8.5pt; } "
	"th, td { padding: .2em .45em; } .d td { font-size: 8pt; } h1, h2, h3, .g { break-after: avoid; } "
	"tr, figure, .k { break-inside: avoid; } .d { break-before: avoid; } thead { display: table-header-group; } "
	"p { orphans: 3; widows: 3; } }\n"
	"</style>\n";

void html_append(struct text *out, struct slice words)
{
	struct text harmless = {0};
	text_append_harmless(&harmless, words, true);
	for (size_t i = 0; i < harmless.size; i++)
		switch (harmless.data[i]) {
		case '&': text_append_text(out, "&amp;"); break;
		case '<': text_append_text(out, "&lt;"); break;
		case '>': text_append_text(out, "&gt;"); break;
		case '"': text_append_text(out, "&quot;"); break;
		default: text_append_char(out, harmless.data[i]); break;
		}
	text_free(&harmless);
}

void html_element(struct text *out, const char *name, struct slice words)
{
	text_printf(out, "<%s>", name);
	html_append(out, words);
	text_printf(out, "</%s>", name);
}

void html_begin(struct text *out, const char *title)
{
	text_printf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n%s", lang_code(), head);
	html_element(out, "title", slice_of(title));
	text_append_text(out, "\n</head>\n<body>\n");
	html_element(out, "h1", slice_of(title));
	text_append_char(out, '\n');
}

void html_end(struct text *out)
{
	text_append_text(out, "</body>\n</html>\n");
}
