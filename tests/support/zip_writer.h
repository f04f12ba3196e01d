/* The plainest zip archive: parts stored as they are. For tests that make spreadsheets of any parts. */
#ifndef SUPPORT_ZIP_WRITER_H
#define SUPPORT_ZIP_WRITER_H

#include "base/text.h"

struct zip_writer {
	struct text bytes, directory;
	unsigned count;
};

static inline uint32_t zip_checksum(struct slice bytes)
{
	uint32_t sum = UINT32_MAX;
	for (size_t i = 0; i < bytes.size; i++) {
		sum ^= (unsigned char)bytes.data[i];
		for (int bit = 0; bit < 8; bit++)
			sum = sum >> 1 ^ (sum & 1 ? 0xedb88320u : 0);
	}
	return ~sum;
}

static inline void zip_put(struct text *out, uint32_t number, unsigned width)
{
	for (unsigned i = 0; i < width; i++)
		text_append_char(out, (char)(number >> 8 * i));
}

/* What the local head of a part and its entry in the directory share. */
static inline void zip_put_facts(struct text *out, const char *name, struct slice part)
{
	zip_put(out, 20, 2); /* version; then no flags, stored, midnight of 1980-01-01 */
	zip_put(out, 0, 4);
	zip_put(out, 0x00210000, 4);
	zip_put(out, zip_checksum(part), 4);
	zip_put(out, (uint32_t)part.size, 4);
	zip_put(out, (uint32_t)part.size, 4);
	zip_put(out, (uint32_t)slice_of(name).size, 2);
	zip_put(out, 0, 2);
}

static inline void zip_add(struct zip_writer *zip, const char *name, struct slice part)
{
	uint32_t start = (uint32_t)zip->bytes.size;
	text_append_text(&zip->bytes, "PK\3\4");
	zip_put_facts(&zip->bytes, name, part);
	text_append_text(&zip->bytes, name);
	text_append(&zip->bytes, part);
	text_append_text(&zip->directory, "PK\1\2");
	zip_put(&zip->directory, 20, 2);
	zip_put_facts(&zip->directory, name, part);
	zip_put(&zip->directory, 0, 4); /* no comment, first disk; then no attributes */
	zip_put(&zip->directory, 0, 2);
	zip_put(&zip->directory, 0, 4);
	zip_put(&zip->directory, start, 4);
	text_append_text(&zip->directory, name);
	zip->count++;
}

/* The whole archive stands in `bytes` then. */
static inline void zip_end(struct zip_writer *zip)
{
	uint32_t start = (uint32_t)zip->bytes.size;
	text_append(&zip->bytes, text_slice(&zip->directory));
	text_append_text(&zip->bytes, "PK\5\6");
	zip_put(&zip->bytes, 0, 4);
	zip_put(&zip->bytes, zip->count, 2);
	zip_put(&zip->bytes, zip->count, 2);
	zip_put(&zip->bytes, (uint32_t)zip->directory.size, 4);
	zip_put(&zip->bytes, start, 4);
	zip_put(&zip->bytes, 0, 2);
	text_free(&zip->directory);
}

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define SHEET_BOOK \
	"<workbook xmlns:r='" OFFICE "'><sheets><sheet name='Dold' sheetId='2' state='hidden' r:id='h'/>" \
	"<sheet name='Blad1' sheetId='1' r:id='s'/></sheets></workbook>"
#define SHEET_RELATIONS \
	"<Relationships><Relationship Id='s' Type='" OFFICE "/worksheet' Target='worksheets/sheet1.xml'/>" \
	"<Relationship Id='h' Type='" OFFICE "/worksheet' Target='/xl/worksheets/sheet2.xml'/>" \
	"<Relationship Id='t' Type='" OFFICE "/sharedStrings' Target='sharedStrings.xml'/>" \
	"<Relationship Id='f' Type='" OFFICE "/styles' Target='styles.xml'/></Relationships>"

/* A workbook of these parts; NULL: as above, or without it. The caller frees the text. */
static inline struct text zip_workbook(const char *book, const char *sheet, const char *texts, const char *styles)
{
	struct zip_writer zip = {0};
	zip_add(&zip, "xl/workbook.xml", slice_of(book == NULL ? SHEET_BOOK : book));
	zip_add(&zip, "xl/_rels/workbook.xml.rels", SLICE(SHEET_RELATIONS));
	zip_add(&zip, "xl/worksheets/sheet1.xml", slice_of(sheet));
	zip_add(&zip, "xl/worksheets/sheet2.xml", SLICE("<worksheet><row><c t='str'><v>dold</v></c></row></worksheet>"));
	if (texts != NULL)
		zip_add(&zip, "xl/sharedStrings.xml", slice_of(texts));
	if (styles != NULL)
		zip_add(&zip, "xl/styles.xml", slice_of(styles));
	zip_end(&zip);
	return zip.bytes;
}

#endif
