/* The commands' functions, one file for each subject. Each returns the exit status. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include <stdbool.h>
#include <stddef.h>

struct cli;

int run_init(struct cli *cli);
int run_show(struct cli *cli);
int run_add(struct cli *cli);
int run_set(struct cli *cli);
int run_remove(struct cli *cli);
int run_list(struct cli *cli);
int run_export(struct cli *cli);
int run_report(struct cli *cli);
bool report_topic(size_t index, const char **name, const char **words);
int run_import(struct cli *cli);
int run_catalogue(struct cli *cli);
int run_bom(struct cli *cli);
int run_demo(struct cli *cli);
int run_audit(struct cli *cli);
int run_finding(struct cli *cli);
int run_review(struct cli *cli);
int run_notify(struct cli *cli);
int run_rules(struct cli *cli);
int run_schema(struct cli *cli);
int run_history(struct cli *cli);
int run_undo(struct cli *cli);
int run_erase(struct cli *cli);
int run_dispose(struct cli *cli);
int run_cost(struct cli *cli);
int run_timeline(struct cli *cli);
int run_what_if(struct cli *cli);
int run_handover(struct cli *cli);
int run_merge(struct cli *cli);
int run_priority(struct cli *cli);
int run_offers(struct cli *cli);
int run_position(struct cli *cli);
int run_decide(struct cli *cli);
int run_capture(struct cli *cli);
int run_receive(struct cli *cli);
int run_triage(struct cli *cli);
int run_gate(struct cli *cli);
int run_stop(struct cli *cli);
int run_releases(struct cli *cli);
int run_problem(struct cli *cli);
int run_verify(struct cli *cli);
int run_backup(struct cli *cli);
int run_restore(struct cli *cli);
int run_upgrade(struct cli *cli);
int run_doctor(struct cli *cli);
int run_stat(struct cli *cli);
int run_ssh_keys(struct cli *cli);
int run_help(struct cli *cli);
int run_complete(struct cli *cli);

#endif
