# Targets that look after the program rather than build it.
.PHONY: unit modules

unit: $(if $(ONLY),$(BUILD)/tests/$(ONLY),$(UNITS)) $(MO) ## the unit tests only; one program: make unit ONLY=base/test_date
	@failed=0; for t in $(if $(ONLY),$(BUILD)/tests/$(ONLY),$(UNITS)); do \
		$$t > $$t.log 2>&1 || { failed=1; cat $$t.log; echo "FAILED $$t"; }; \
		sed -n 's/^\[  PASSED  \] \(.*\)/\1/p' $$t.log | sed "s|^|$${t##*/}: |"; done; exit $$failed

modules: ## checks that dependencies point down
	@sh tests/modules.sh

# Words: po/<language>.po holds every text of the program, in the order of the files that say it.
.PHONY: po words
XGETTEXT := xgettext --language=C --from-code=UTF-8 --keyword --keyword=_ --keyword=N_ --keyword=ngettext:1,2 \
            --add-location=file --no-wrap --package-name=Forvalta --copyright-holder= --msgid-bugs-address=CONTRIBUTING.md --output=-
WORDS = $(sort $(wildcard include/*/*.def include/*/*/*.def include/*/*.h src/*/*.c src/*/*.h))

$(BUILD)/$(PROGRAM).pot: $(WORDS)
	@mkdir -p $(@D)
	@$(XGETTEXT) $(WORDS) | sed '/^"POT-Creation-Date/d' > $@

po: $(BUILD)/$(PROGRAM).pot ## collects the texts into po/*.po, new ones empty
	@for po in po/*.po; do \
		msgmerge --quiet --no-fuzzy-matching --add-location=file --no-wrap -o $<.merged $$po $< && \
		msgattrib --no-obsolete --no-wrap -o $$po $<.merged || exit 1; done; rm -f $<.merged

words: $(BUILD)/$(PROGRAM).pot ## checks that every text is translated
	@sh tests/words.sh $<

lint: words

.PHONY: kill-rounds
kill-rounds: $(BUILD)/tests/store/test_kv_kill ## writers killed 2,000 times (ROUNDS=…): nothing acknowledged is lost
	KILL_ROUNDS=$(or $(ROUNDS),2000) $<

# Records what a program writes and syncs, see tests/support/power_loss.h.
$(BUILD)/tests/recorder.so: tests/system/recorder.c tests/support/power_events.h $(BUILD)/flags
	@mkdir -p $(@D)
	$(SHOW) "  compile $<"
	$(Q)$(CC) -D_GNU_SOURCE -Itests -std=c17 $(WARN) -O2 -g -fPIC -shared -o $@ $<

$(BUILD)/tests/store/test_kv_power: | $(BUILD)/tests/recorder.so

.PHONY: power-loss
power-loss: $(BUILD)/tests/store/test_kv_power ## the plug pulled at 20,000 moments (IMAGES=…): nothing acknowledged is lost
	POWER_IMAGES=$(or $(IMAGES),20000) $<
