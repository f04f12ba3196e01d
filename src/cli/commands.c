/* The table of commands: usage, help, manual page and completion come from it. */
#include "cli/commands.h"

#include "base/lang.h"
#include "cli/cli_private.h"

#define OPTIONS(...) (const struct option_row[]){__VA_ARGS__, {NULL, NULL, NULL}}
#define WHY {"why", N_("TEXT"), N_("why, for the change log")}

static const struct command init = {
	.name = "init",
	.usage = "[--shared GROUP]",
	.summary = N_("Makes a new, empty register with you as its administrator"),
	.help = N_("The directory is made, for you alone. With --shared everybody of the group can write the files: "
	           "roles are then advice only."),
	.options = OPTIONS({"shared", N_("GROUP"), N_("let the members of this group share the files")},
	                   {"name", N_("NAME"), N_("your name, as it is shown")}),
	.opening = OPEN_CONF,
	.most = 0,
	.run = run_init,
};

static const struct command show = {
	.name = "show",
	.usage = "CODE",
	.summary = N_("Shows one record with its computed figures"),
	.options = OPTIONS({"format", "text|json", N_("how it is written")},
	                   {"why", NULL, N_("show the facts that each computed figure comes from")}),
	.opening = OPEN_READ,
	.least = 1,
	.most = 1,
	.over_ssh = true,
	.run = run_show,
};

static const struct command list = {
	.name = "list",
	.usage = "ENTITY",
	.summary = N_("Lists the records of one kind"),
	.help = N_("Example: forvalta list system --where 'criticality >= 3 and decide_by < today + 12m' --columns "
	           "code,name,decide_by --sort decide_by"),
	.options = OPTIONS({"where", N_("EXPRESSION"), N_("only the records for which this is true")},
	                   {"columns", "a,b,c", N_("which columns; paths such as supplier.country too")},
	                   {"sort", "a,-b", N_("by which columns; - turns the order around")},
	                   {"words", N_("WORDS"), N_("only records with all the words in name, other names or code")},
	                   {"group", N_("FIELD"),
	                    N_("a row for each of its values instead: how many there are, and the sums of the columns that "
	                       "add up")},
	                   {"view", N_("NAME"),
	                    N_("your own view of that name, saved on the screen; other options go before it")},
	                   {"limit", "N", N_("at most so many rows")},
	                   {"offset", "N", N_("pass over so many rows first")},
	                   {"format", "table|csv|json|jsonl|xlsx", N_("how it is written")},
	                   {"defuse", NULL, N_("CSV: what a spreadsheet would calculate gets an apostrophe before it")}),
	.opening = OPEN_READ,
	.least = 1,
	.most = 1,
	.over_ssh = true,
	.run = run_list,
};

static const struct command export = {
	.name = "export",
	.usage = "[ENTITY…]",
	.summary = N_("Writes records as files that import reads again"),
	.help = N_("One kind goes to standard output; with --output every kind, or those named, to a file each in the "
	           "directory. --format jsonl with neither writes the whole register, history and change log included, for "
	           "restore: only for those who may read everything."),
	.options = OPTIONS({"output", N_("DIR"), N_("a directory for the files; made where it is not there"), .local = true},
	                   {"format", "csv|json|jsonl", N_("how it is written")},
	                   {"personal", NULL, N_("with fields about living people")},
	                   {"secret", NULL, N_("with secret fields, as far as you may read them")},
	                   {"defuse", NULL, N_("CSV: what a spreadsheet would calculate gets an apostrophe before it")}),
	.opening = OPEN_READ,
	.most = -1,
	.over_ssh = true,
	.run = run_export,
};

static const struct command report = {
	.name = "report",
	.usage = "[KIND] [ENTITY…|CODE]",
	.summary = N_("Makes something for others to read; alone, lists the kinds"),
	.help = N_("Of a record whose code follows, or of kinds of records. --output writes a file, whole or not at all."),
	.topic = report_topic,
	.options = OPTIONS({"format", "text|html|csv|json|jsonl", N_("how it is written")},
	                   {"output", N_("FILE"), N_("write it to this file, whole or not at all"), .local = true},
	                   {"where", N_("EXPRESSION"), N_("only the records of the one kind for which this is true")},
	                   {"years", "N", N_("upcoming: years ahead, 1 to 30; 5 where nothing is said")},
	                   {"by", "year|committee", N_("upcoming: what it is grouped by")},
	                   {"personal", NULL, N_("with fields about living people")},
	                   {"defuse", NULL, N_("CSV: what a spreadsheet would calculate gets an apostrophe before it")}),
	.opening = OPEN_READ,
	.most = -1,
	.over_ssh = true,
	.run = run_report,
};

static const struct command import = {
	.name = "import",
	.usage = "FILE…",
	.summary = N_("Reads CSV files and spreadsheets into the register"),
	.help = N_(
		"Everything is checked before anything is written. Without --rejects one bad row refuses all. Without "
		"--entity or --map the file's name\n"
		"(system.csv) says what its rows are. Running the same import again changes nothing. - is standard input.\n"
		"Of an .xlsx one sheet is read, with the values that its formulas last had."),
	.options = OPTIONS(
		{"entity", N_("ENTITY"), N_("what the rows are")},
		{"map", N_("FILE"), N_("a mapping for somebody else's columns, or for JSON, LDIF or lines of fields"), .local = true},
		{"key", N_("FIELD"), N_("the field that tells which record a row is; else code, else the unique field")},
		{"sheet", N_("NAME"), N_("of a spreadsheet; else its first sheet that is not hidden")},
		{"dry-run", NULL, N_("read and check everything, write nothing")},
		{"rejects", N_("FILE"), N_("write the rows that cannot be taken here, and take the others"), .local = true},
		{"all-or-nothing", NULL, N_("take nothing where a row cannot be taken, but write the reject file")},
		{"allow-shrink", NULL,
	     N_("even where more than 5 per cent of the people would end, or 10 per cent of a list would go")}),
	.opening = OPEN_WRITE,
	.least = 1,
	.most = -1,
	.over_ssh = true,
	.files = 1,
	.run = run_import,
};

static const struct command catalogue = {
	.name = "catalogue",
	.usage = "import FILE…",
	.summary = N_("Reads the product catalogue: files of endoflife.date"),
	.help = N_("products/full and single products of version 1, and the files per product of version 0. Components "
	           "are matched anew."),
	.options = OPTIONS({"dry-run", NULL, N_("read and check everything, write nothing")}),
	.opening = OPEN_WRITE,
	.least = 2,
	.most = -1,
	.over_ssh = true,
	.files = 2,
	.run = run_catalogue,
};

static const struct command bom = {
	.name = "bom",
	.usage = "import FILE… --system CODE",
	.summary = N_("Reads parts lists in CycloneDX as components of a system"),
	.help = N_("JSON, versions 1.2 to 1.7. A part is the component with its identifier, or with its name and version; a "
	           "new version changes it.\n"
	           "What an earlier list about the same thing brought and this one no longer has is removed. What people "
	           "have entered stays as it is.\n"
	           "With --dry-run every change is printed: + new, ~ another version, - gone."),
	.options = OPTIONS(
		{"system", N_("CODE"), N_("the system, by code or name")},
		{"dry-run", NULL, N_("read and check everything, write nothing")},
		{"rejects", N_("FILE"), N_("write the parts that cannot be taken here, and take the others"), .local = true},
		{"all-or-nothing", NULL, N_("take nothing where a part cannot be taken, but write the reject file")},
		{"allow-shrink", NULL, N_("even where more than 10 per cent of the components would go")}),
	.opening = OPEN_WRITE,
	.least = 2,
	.most = -1,
	.over_ssh = true,
	.files = 2,
	.run = run_bom,
};

static const struct command add = {
	.name = "add",
	.usage = "ENTITY field=value…",
	.summary = N_("Adds a record and prints its code"),
	.help = N_("Values as in forms: dates as 2027-03-31, today, +18m; amounts as 1 250 000; references by code, "
	           "unique field or name."),
	.options = OPTIONS(WHY),
	.opening = OPEN_WRITE,
	.least = 1,
	.most = -1,
	.over_ssh = true,
	.run = run_add,
};

static const struct command set = {
	.name = "set", .usage = "CODE field=value…", .summary = N_("Changes fields of a record; field= makes it not set"),
	.options = OPTIONS(WHY), .opening = OPEN_WRITE, .least = 2, .most = -1, .over_ssh = true, .run = run_set,
};

static const struct command remove_command = {
	.name = "remove", .usage = "CODE", .summary = N_("Removes a record that nothing refers to"), .options = OPTIONS(WHY),
	.opening = OPEN_WRITE, .least = 1, .most = 1, .over_ssh = true, .run = run_remove,
};

static const struct command demo = {
	.name = "demo",
	.usage = "[--no-open]",
	.summary = N_("Makes the register of a sample municipality, audits it and opens it"),
	.options = OPTIONS({"no-open", NULL, N_("do not open it on the whole screen")},
	                   {"sample", N_("DIR"), N_("take the sample's files from here")}),
	.opening = OPEN_CONF,
	.most = 0,
	.run = run_demo,
};

static const struct command audit = {
	.name = "audit",
	.usage = "",
	.summary = N_("The night audit: what is obsolete, what must be decided by when, what can still be done"),
	.help = N_("Exit status 1 where findings at or above --fail-on (high) stand open. The same register, day and "
	           "configuration print the same bytes."),
	.options = OPTIONS({"format", "text|json|jsonl|csv|openmetrics", N_("how it is written")},
	                   {"new", NULL, N_("only what is new since the audit of an earlier day")},
	                   {"fail-on", "[new:]SEVERITY", N_("the least severity that gives exit status 1")},
	                   {"rule", N_("ID,…"), N_("only these rules or groups; nothing is written")},
	                   {"no-write", NULL, N_("write nothing: what would be found")},
	                   {"raise", NULL, N_("raise proposals of development, now and from now on")},
	                   {"full", NULL, N_("read everything, even where what has changed would do")},
	                   {"metrics", N_("FILE"), N_("write OpenMetrics to this file too, whole or not at all"),
	                    .local = true}),
	.opening = OPEN_AUDIT,
	.most = 0,
	.over_ssh = true,
	.run = run_audit,
};

static const struct command finding = {
	.name = "finding",
	.usage = "accept|acknowledge|reopen|opinion ID…",
	.summary = N_("Says of findings that they are handled, or that their risk is accepted until a day"),
	.help = N_(
		"ID as the audit prints it: OBS-01:SYS-0042. Who may accept, and for how long, follows from the severity. "
		"What was said is taken back with reopen, or with undo."),
	.options = OPTIONS({"due", N_("DAY"), N_("acknowledge: by when it will be done")},
	                   {"until", N_("DAY"), N_("accept: the last day")},
	                   {"why", N_("TEXT"), N_("accept: why; opinion: the opinion")},
	                   {"cost-ceiling", N_("AMOUNT"), N_("accept: what it may cost at most")},
	                   {"decision", N_("CODE"), N_("accept: the decision that accepts the risk")}),
	.opening = OPEN_WRITE,
	.least = 2,
	.most = -1,
	.over_ssh = true,
	.run = run_finding,
};

static const struct command review = {
	.name = "review",
	.usage = "open|decide|hand-on|escalate|apply|close|carried-out|export|import WORDS…",
	.summary = N_("Leads a round of review: permissions, licences or systems gone through one by one and signed off"),
	.help = N_(
		"open permissions|licences|systems name=… [due=…] [reviewers=…] [--where EXPRESSION]: asks about every record in "
		"the scope; nobody is asked about their own rights.\n"
		"decide ITEM… ANSWER [reduce_to=…] [suspend_until=…] [passed_to=…] [note=…]: the same answer to all of them, or "
		"to none where somebody else has answered one meanwhile.\n"
		"hand-on ITEM… PERSON asks somebody else; escalate CODE asks the manager of each who has not answered.\n"
		"apply CODE changes the register as was decided; what has changed since it was seen is asked again.\n"
		"close CODE [--why TEXT] applies what is left and signs the round: refused while questions are open, unless it "
		"says why.\n"
		"carried-out ITEM… says that the systems themselves have been changed.\n"
		"export CODE writes the questions that are open as a spreadsheet to be filled in; --per-reviewer --output DIR one "
		"for each who is asked, in their language.\n"
		"import [FILE…|DIR] takes the answers back, from standard input where no file is named, in the name of whoever "
		"runs it. Each row is accepted or refused by itself, with the reason; what was seen may not have been edited. "
		"Exit status 1 where a row was refused. To import a file twice changes nothing."),
	.options = OPTIONS({"where", N_("EXPRESSION"), N_("open: only the records for which this is true")},
	                   {"again", NULL, N_("decide: also what has been answered already")},
	                   {"per-reviewer", NULL, N_("export: a file for each who is asked")},
	                   {"output", N_("DIR"), N_("export: a directory for the files; made where it is not there"),
	                    .local = true},
	                   {"why", N_("TEXT"), N_("close: why it is closed although questions are open")}),
	.opening = OPEN_WRITE,
	.least = 1,
	.most = -1,
	.over_ssh = true,
	.run = run_review,
};

static const struct command notify = {
	.name = "notify",
	.usage = "",
	.summary = N_("Sends each person one message about what asks for them, in their language"),
	.help = N_("To be run after the audit. Nobody is told twice on a day; what is not handled is told of again. Exit "
	           "status 2 where somebody could not be reached: standard error says who and why."),
	.options = OPTIONS({"dry-run", NULL, N_("print the messages, send nothing and remember nothing")},
	                   {"mbox", N_("FILE"), N_("add the messages to this mailbox instead of sending them; - is standard "
	                                           "output")}),
	.opening = OPEN_AUDIT,
	.most = 0,
	.run = run_notify,
};

static const struct command rules = {
	.name = "rules",
	.usage = "",
	.summary = N_("Lists the rules of the audit and how many records have what each needs"),
	.options = OPTIONS({"reference", NULL, N_("as the page of the manual")}),
	.opening = OPEN_CONF,
	.most = 0,
	.over_ssh = true,
	.run = run_rules,
};

static const struct command history = {
	.name = "history",
	.usage = "[CODE]",
	.summary = N_("Tells what was changed, when, by whom and why"),
	.options = OPTIONS({"limit", "N", N_("at most so many entries of the change log (50)")}),
	.opening = OPEN_READ,
	.most = 1,
	.over_ssh = true,
	.run = run_history,
};

static const struct command undo = {
	.name = "undo",
	.usage = "[ENTRY | CODE --to MOMENT]",
	.summary = N_("Takes back your last action, or the one with this number"),
	.help = N_("An import is one action. Refused where a record has been changed since. With a code and --to the record "
	           "gets every field as it stood then, and comes back where it has been removed."),
	.options = OPTIONS({"to", "MOMENT", N_("a day, a time or #entry, as for --as-of")}),
	.opening = OPEN_WRITE,
	.most = 1,
	.over_ssh = true,
	.run = run_undo,
};

static const struct command erase = {
	.name = "erase",
	.usage = "CODE | --compact",
	.summary = N_("Takes a person, or what was written of one, out of the register for good"),
	.help = N_("A person becomes a record that tells nobody's name, since others name it; of other records, which are "
	           "corrected first, the former images go. Their digests stay in the change log, so that verify still "
	           "holds. Then the data file is written anew, so that no byte of it is left; where somebody is signed in "
	           "that is not done, exit status 1, and is finished with --compact. It tells where the name still stands "
	           "and which backups hold it. For administrators; it cannot be undone."),
	.options = OPTIONS({"why", N_("TEXT"),
	                    N_("by which decision: stands in the change log, and does not name the person")},
	                   {"compact", NULL, N_("only write the data file anew, after erasing or disposing")}),
	.opening = OPEN_WRITE,
	.least = 0,
	.most = 1,
	.run = run_erase,
};

static const struct command dispose = {
	.name = "dispose",
	.usage = "--before DATE --decision NUMBER",
	.summary = N_("Disposes of old personal history, under a decision"),
	.help = N_("How records of people (people, assignments, permissions, licence uses, members, review items) stood "
	           "before they were changed goes, where that was changed before the day; of other records, such as "
	           "suppliers, where it holds a personal text that the record has no more. What stands now stays, and so does "
	           "all that was so on that day. The digests stay in the change log, and the history says by which decision "
	           "it went. Ends as erase does. For administrators; it cannot be undone."),
	.options = OPTIONS({"before", N_("DATE"), N_("what was no longer so on this day")},
	                   {"decision", N_("NUMBER"), N_("the number of an approved decision in the register")},
	                   {"dry-run", NULL, N_("say what and how many, and write nothing")}),
	.opening = OPEN_WRITE,
	.most = 0,
	.run = run_dispose,
};

static const struct command cost = {
	.name = "cost",
	.usage = "CODE",
	.summary = N_("Tells what a system, a service or the alternatives of an opportunity cost"),
	.help = N_("Two sums: what today's budget sees, and the full cost with development in it and around it, change and "
	           "training, and leaving. Beside them stand what is estimated and the assumptions that matter. --format csv "
	           "and json give each line that the sums are made of. Of an opportunity: its alternatives beside "
	           "doing nothing."),
	.options = OPTIONS({"format", "text|csv|json|html", N_("how it is written")},
	                   {"lines", NULL, N_("tell each line that the sums are made of")},
	                   {"years", "N", N_("years ahead, 1 to 60; else as the configuration says")},
	                   {"rate", N_("PERCENT"), N_("real discount rate; else as the configuration says")}),
	.opening = OPEN_READ,
	.least = 1,
	.most = 1,
	.over_ssh = true,
	.run = run_cost,
};

static const struct command timeline = {
	.name = "timeline",
	.usage = "[CODE…]",
	.summary = N_("Draws lives, contracts, support, days to decide and releases over the years"),
	.help = N_("Of each record, with what belongs to it: a system's contracts, licences, components and releases, a "
	           "service's systems, what a supplier or a unit has; below the picture stands every day in order. Without a "
	           "code: every system, a line each. --format csv and json give the days alone."),
	.options = OPTIONS({"format", "text|csv|json|html", N_("how it is written")},
	                   {"years", "N", N_("years in sight, 1 to 20; 5 where nothing is said")},
	                   {"from", N_("DAY"), N_("from this day on, as 2027-01-01 or -1y; else from this year")}),
	.opening = OPEN_READ,
	.most = -1,
	.over_ssh = true,
	.run = run_timeline,
};

static const struct command what_if = {
	.name = "what-if",
	.usage = "CODE field=value… | cancel CODE | merge CODE CODE",
	.summary = N_("Tries changes without saving them: clocks, costs and findings, today and then"),
	.help = N_("Several can follow one another: what-if AVT-0001 end=2028-12-31 SYS-0004 planned_retirement=2029-06-30.\n"
	           "cancel: notice is given today. merge: the second system is used instead of the first from the day --on, "
	           "else when the first one's contracts can be left; users, services and integrations go over, contracts that "
	           "are for it alone are given notice.\n"
	           "Nothing is written. You can try another value of what you may read."),
	.options = OPTIONS({"format", "text|csv|json|html", N_("how it is written")},
	                   {"on", N_("DAY"), N_("merge: the day from which the other system is used")}),
	.opening = OPEN_READ,
	.least = 2,
	.most = -1,
	.over_ssh = true,
	.run = run_what_if,
};

#define TAKEOVER_OPTIONS \
	{"dry-run", NULL, N_("only tell what would come of it; 1 where it would be refused")}, \
		{"each", NULL, N_("tell every record")}, {"format", "text|csv|json|html", N_("how it is written")}, WHY

static const struct command handover = {
	.name = "handover",
	.usage = "CODE CODE… [KIND|CODE=CODE|stays…]",
	.summary = N_("Hands over what one answers for to another: a person, a unit, a supplier or a system"),
	.help = N_("Everything that goes with the job and is not over goes from the first to the second: assignments, "
	           "deputyships, what one owns or is to do; of a unit its systems, services, contracts and people; of a "
	           "supplier its contracts; of a system its users, services and integrations. What has days ends the day "
	           "before, and goes on under the new one; what was done stays with whoever did it. A unit or supplier then "
	           "ends and says what succeeds it, a system is phased out; --keep lets it go on.\n"
	           "Where several take over, the first gets all that is not given to another: a kind of record, or one record "
	           "with what lies below it, to one of them, or stays.\n"
	           "Examples: forvalta handover PRS-0004 PRS-0017 --dry-run; forvalta handover UNI-0007 UNI-0012 UNI-0013 "
	           "contract=UNI-0013 SYS-0042=UNI-0013 person=stays\n"
	           "It is one action, and undone as one."),
	.options = OPTIONS({"on", N_("DAY"), N_("the first day on which the new one has it; without it today")},
	                   {"keep", NULL, N_("the old one goes on with what stays")}, TAKEOVER_OPTIONS),
	.opening = OPEN_WRITE,
	.least = 2,
	.most = -1,
	.over_ssh = true,
	.run = run_handover,
};

static const struct command merge = {
	.name = "merge",
	.usage = "CODE CODE",
	.summary = N_("Makes one of what stood here twice: systems, products, people, units, suppliers"),
	.help = N_("Everything that refers to the first refers to the second from now on, what is past too, but for "
	           "decisions, signed reviews and opened offers, which are not rewritten. The first stays, ended or "
	           "retired, and says which one it goes on under; its history stays with it, and that of what goes over "
	           "goes with it. The second gets what it lacks, and a system or supplier is found by its former name. "
	           "Components of a product are matched to the catalogue anew.\n"
	           "It is one action, and undone as one."),
	.options = OPTIONS(TAKEOVER_OPTIONS),
	.opening = OPEN_WRITE,
	.least = 2,
	.most = 2,
	.over_ssh = true,
	.run = run_merge,
};

static const struct command releases = {
	.name = "releases",
	.usage = "[--conflicts]",
	.summary = N_("Lists the releases to come, and what stands in their way"),
	.help = N_("Two releases are in each other's way where they share days and the system, an integration between their "
	           "systems, a service of criticality 3 or more, a product they are made of, or whoever answers for them; and "
	           "a release in a freeze of the annual wheel. Releases of the last month stand there too. The annual wheel "
	           "itself: report wheel"),
	.options = OPTIONS({"conflicts", NULL, N_("only what stands in the way")},
	                   {"format", "text|csv|json|html", N_("how it is written")}),
	.opening = OPEN_READ,
	.most = 0,
	.over_ssh = true,
	.run = run_releases,
};

static const struct command problem = {
	.name = "problem",
	.usage = "INCIDENT",
	.summary = N_("Gathers incidents that come again in a problem"),
	.help = N_("All that recur with the incident named: of the same component and category, within the days that the "
	           "configuration gives (recurring). They are tied to the problem that is open about the same, else to a new "
	           "one, whose root cause is then looked for. One undo takes it back. What recurs: report incidents"),
	.options = OPTIONS({"title", N_("TEXT"), N_("what the new problem is called; else by category and component")},
	                   {"dry-run", NULL, N_("only tell what would be done")}),
	.opening = OPEN_WRITE,
	.least = 1,
	.most = 1,
	.over_ssh = true,
	.run = run_problem,
};

static const struct command position = {
	.name = "position",
	.usage = "licences|permissions",
	.summary = N_("Tells how licences stand, or permissions: what is missing, unused, overdue"),
	.help = N_("Of the whole register, or of the system named. Lots of licences that share a pool count together; used is "
	           "by what the licence is counted by: seats held, measured, or the inhabitants, pupils or employees of the "
	           "units that use the system. What is missing stands first, then what is unused, by what it costs; with "
	           "--system also each lot, and whose seats can be taken back. Of permissions key figures stand with what "
	           "they are a share of; of a system or a person each permission is told too. --format csv and json give "
	           "every count, and each row."),
	.options = OPTIONS({"system", N_("CODE"), N_("only those of this system")},
	                   {"person", N_("CODE"), N_("only the permissions of this person")},
	                   {"by", "system|person|unit|supplier",
	                    N_("how permissions are counted together; unit and supplier are the holder's")},
	                   {"date", N_("DAY"), N_("as they stand on this day; without it today")},
	                   {"format", "text|csv|json|html", N_("how it is written")}),
	.opening = OPEN_READ,
	.least = 1,
	.most = 1,
	.over_ssh = true,
	.run = run_position,
};

static const struct command priority = {
	.name = "priority",
	.usage = "",
	.summary = N_("Ranks the development opportunities by direction and benefit"),
	.help = N_("Direction is what an opportunity does for the goals by their decided weights, benefit its score; cost is "
	           "no part of it, and there are no equals. Where hours are given (capacity, allocation) the line is drawn "
	           "where they run out. What is not known is not ranked, and said why. Programmes first, then what "
	           "is in one of them: --where 'programme is unset', --where 'programme = OPP-0002'"),
	.options = OPTIONS({"where", N_("EXPRESSION"), N_("only the opportunities for which this is true")},
	                   {"format", "text|csv|json|html", N_("how it is written")}),
	.opening = OPEN_READ,
	.most = 0,
	.over_ssh = true,
	.run = run_priority,
};

static const struct command offers = {
	.name = "offers",
	.usage = "CODE",
	.summary = N_("Tells how the offers for an opportunity meet its requirements"),
	.help = N_("An offer that misses a mandatory requirement is out, the others are weighed: sum of weight × points "
	           "divided by the sum of the weights. Weights are fixed before offers are opened: once one has a price or a "
	           "score, requirements, levels and weights stand. Until the award is published only those named on the "
	           "opportunity see it. Beside it stands where each requirement can be found again."),
	.options = OPTIONS({"format", "text|csv|json|html", N_("how it is written")}),
	.opening = OPEN_READ,
	.least = 1,
	.most = 1,
	.over_ssh = true,
	.run = run_offers,
};

static const struct command decide = {
	.name = "decide",
	.usage = "CODE OUTCOME reason=TEXT [field=value…]",
	.summary = N_("Records a decision about a contract, a system or anything else, and does what it says"),
	.help = N_("OUTCOME is one of those that forvalta schema decision lists: let_run, give_notice, use_option, approved … "
	           "Without forum=, unit= or decided_by= you decide yourself, by delegation: say by which point of it "
	           "(delegation_point=3.12). Title, text, day and term are filled in where you do not give them. give_notice "
	           "and use_option are done to the contract in the same step, and undone with it. Prints the decision's "
	           "code."),
	.opening = OPEN_WRITE,
	.least = 2,
	.most = -1,
	.over_ssh = true,
	.run = run_decide,
};

static const struct command capture = {
	.name = "capture",
	.usage = "TITLE --why TEXT --unit CODE",
	.summary = N_("Captures a need in a few words; whoever may read the register may"),
	.help = N_("Prints the code of the new development opportunity. Whoever looks after the portfolio answers within the "
	           "working days that the configuration gives (answer_days; Saturdays and Sundays are not counted, public "
	           "holidays are). More is asked later, and no more than it needs."),
	.options = OPTIONS({"why", N_("TEXT"), N_("as whom you need what, so that what becomes better")},
	                   {"unit", N_("CODE"), N_("the unit whose work it is about, by code or name")},
	                   {"service", N_("CODE"), N_("the service that would become better")}),
	.opening = OPEN_WRITE,
	.least = 1,
	.most = 1,
	.over_ssh = true,
	.run = run_capture,
};

static const struct command receive = {
	.name = "receive",
	.usage = "CODE [--answer taken_up|joined|not_now|no]",
	.summary = N_("Takes a need in hand, and answers whoever asked"),
	.help = N_("taken_up: it goes on to the first assessment. joined: with another, which takes over its triggers and "
	           "systems. not_now, no: with the reason, and silent until a day. Without an answer it is received, and the "
	           "answer is still awaited."),
	.options = OPTIONS({"answer", "taken_up|joined|not_now|no", N_("what whoever asked is told")},
	                   {"with", N_("CODE"), N_("joined: with this opportunity")},
	                   {"why", N_("TEXT"), N_("not_now, no: why")},
	                   {"until", N_("DAY"), N_("not_now, no: when its triggers may raise it again")},
	                   {"by", N_("CODE"), N_("who receives it, where it is not you")}),
	.opening = OPEN_WRITE,
	.least = 1,
	.most = 1,
	.over_ssh = true,
	.run = run_receive,
};

static const struct command triage = {
	.name = "triage",
	.usage = "CODE [--set]",
	.summary = N_("Asks the five questions of the first assessment and proposes a track and a size"),
	.help = N_("Does work change? For whom? How much money and time over its life? Does it need others? Is it urgent by "
	           "law or security? What the register knows is told. From where something is large the configuration says "
	           "(triage). --set keeps what is proposed, or what you say instead."),
	.options = OPTIONS({"set", NULL, N_("keep the track and the size")},
	                   {"work", "yes|partly|no", N_("whether work changes, or users notice it")},
	                   {"track", "infrastructure|business_development", N_("the track, where you know better")},
	                   {"size", "small|large", N_("the size, where you know better")},
	                   {"format", "text|csv|json|html", N_("how it is written")}),
	.opening = OPEN_WRITE,
	.least = 1,
	.most = 1,
	.over_ssh = true,
	.run = run_triage,
};

static const struct command gate = {
	.name = "gate",
	.usage = "CODE [--for decided|delivered|retired]",
	.summary = N_("Tells what must be answered before an opportunity is decided or handed over, or a system retired"),
	.help = N_("Each question with its answer, or with what is missing and the command that answers it. Exit status 1 "
	           "where something is missing."),
	.options = OPTIONS({"for", "decided|delivered|retired", N_("which gate; else the one that is next")},
	                   {"format", "text|csv|json|html", N_("how it is written")}),
	.opening = OPEN_READ,
	.least = 1,
	.most = 1,
	.over_ssh = true,
	.run = run_gate,
};

static const struct command stop = {
	.name = "stop",
	.usage = "CODE --why TEXT --lesson TEXT",
	.summary = N_("Stops an opportunity, with the lesson that it leaves"),
	.help = N_("To stop is a normal outcome, and nobody's fault. The lesson is found by whoever comes to something alike. "
	           "It can be taken up again, or undone."),
	.options = OPTIONS({"why", N_("TEXT"), N_("why it is stopped")},
	                   {"lesson", N_("TEXT"), N_("what you would do the next time")}),
	.opening = OPEN_WRITE,
	.least = 1,
	.most = 1,
	.over_ssh = true,
	.run = run_stop,
};

static const struct command verify = {
	.name = "verify",
	.usage = "",
	.summary = N_("Reads everything again and compares: records, indexes, history, the chain"),
	.help = N_("Exit status 1 where something is wrong."),
	.opening = OPEN_UPKEEP,
	.most = 0,
	.over_ssh = true,
	.run = run_verify,
};

static const struct command backup = {
	.name = "backup",
	.usage = "[DIR]",
	.summary = N_("Copies the register while it is in use, and verifies the copy"),
	.help = N_("Without DIR the copy gets a name of its day in backup_directory, and the oldest there are removed until "
	           "backup_keep of them are left. Only for those who may read everything."),
	.opening = OPEN_UPKEEP,
	.most = 1,
	.files = 1,
	.run = run_backup,
};

static const struct command restore = {
	.name = "restore",
	.usage = "DIR|FILE",
	.summary = N_("Puts a backup in the register's place, or makes a register from a whole export"),
	.help = N_("DIR is what backup made; FILE is what export --format jsonl wrote of a whole register, - standard input. "
	           "Everything is read and verified before it takes its place, at once and whole. A register that is in use "
	           "is not replaced, and none but by DIR with --replace."),
	.options = OPTIONS({"replace", NULL, N_("put the backup in the place of the register that is there")}),
	.opening = OPEN_OWN,
	.least = 1,
	.most = 1,
	.files = 1,
	.run = run_restore,
};

static const struct command upgrade = {
	.name = "upgrade",
	.usage = "",
	.summary = N_("Brings a register of an older format up to this program's, after a backup"),
	.help = N_("For root and the account that owns the store. The backup is kept until somebody removes it. Those who "
	           "have the register open with the older program are told so when they next save."),
	.opening = OPEN_OWN,
	.most = 0,
	.run = run_upgrade,
};

static const struct command stat_command = {
	.name = "stat",
	.usage = "",
	.summary = N_("Tells how large the register is and how it is kept"),
	.options = OPTIONS({"format", "text|openmetrics", N_("how it is written")}),
	.opening = OPEN_UPKEEP,
	.most = 0,
	.over_ssh = true,
	.run = run_stat,
};

static const struct command doctor = {
	.name = "doctor",
	.usage = "",
	.summary = N_("Tells whether all is well: room, readers, the last audit, backup and verify, catalogue, language"),
	.help = N_("Exit status 1 where something is beyond the limits of the configuration (limits, freshness): such a line "
	           "begins with ! and says what to do."),
	.opening = OPEN_UPKEEP,
	.most = 0,
	.run = run_doctor,
};

static const struct command ssh_keys = {
	.name = "ssh-keys",
	.usage = "",
	.summary = N_("Tells sshd whose a key is; alone, lists everybody's keys"),
	.help = N_("In sshd_config: AuthorizedKeysCommand /usr/bin/forvalta ssh-keys --user %u --type %t --key %k. The list "
	           "has exit status 1 where a key cannot be used."),
	.options = OPTIONS({"user", N_("LOGIN"), N_("the account that is signed in to: the service account"), .local = true},
	                   {"type", N_("TYPE"), N_("the key's type")}, {"key", "BASE64", N_("the key")}),
	.opening = OPEN_AUDIT,
	.most = 0,
	.run = run_ssh_keys,
};

static const struct command schema = {
	.name = "schema",
	.usage = "[ENTITY]",
	.summary = N_("Lists the kinds of records and their fields"),
	.options = OPTIONS({"reference", NULL, N_("as the page of the manual")}),
	.opening = OPEN_NOTHING,
	.most = 1,
	.over_ssh = true,
	.run = run_schema,
};

static const struct command help = {
	.name = "help",
	.usage = "[COMMAND|configuration]",
	.summary = N_("Tells about a command, or writes the configuration file with every option"),
	.options = OPTIONS({"manual", NULL, N_("as a page for man: forvalta(1), or forvalta.conf(5) of configuration")}),
	.opening = OPEN_NOTHING,
	.most = 1,
	.over_ssh = true,
	.run = run_help,
};

static const struct command complete = {
	.name = "complete",
	.usage = "[WORD…]",
	.summary = N_("Tells what could stand next on a command line, for the completions of the shells"),
	.help = N_("The words after the program's name, the last one as far as it is typed: forvalta complete -- list sys"),
	.opening = OPEN_NOTHING,
	.most = -1,
	.run = run_complete,
};

const struct command *const cli_commands[] = {
	&demo,    &init,   &list,         &show,   &add,      &set,    &remove_command, &import,   &export, &report,
	&catalogue, &bom,  &audit,        &finding, &review, &notify,  &rules,  &history,        &undo,     &erase,  &dispose,
	&decide,  &capture, &receive,     &triage, &gate,     &stop,   &cost,           &timeline, &what_if, &handover,
	&merge,   &releases, &problem,    &priority, &position, &offers,  &verify,
	&backup,  &restore, &upgrade,     &stat_command, &doctor, &ssh_keys, &schema,   &complete, &help,   NULL,
};
