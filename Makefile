# Views and queries become C; everything is one program, build/rightdoor.
#   make            the program                 make SANITIZE=1 OUT=build-asan    with sanitizers
#   make tests      the C tests, built          make check                        floors, refusals
CC      = gcc
OUT     = build
PKGS    = libmicrohttpd sqlite3 libpq libsodium jansson pangocairo gsl libcurl libzip expat zlib libcmark libical
WARN    = -Wall -Wextra -Wshadow -Wconversion -Wno-missing-field-initializers
CFLAGS  = -std=gnu17 -O2 -g $(WARN) -fstack-protector-strong -D_FORTIFY_SOURCE=2
ifdef SANITIZE
CFLAGS  = -std=gnu17 -O1 -g $(WARN) -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
OUT     = build-asan
endif
# tools and generated C always stand in build/: they are the same for every way of compiling
GEN     = build
INC     = -Ilib -I. -I$(GEN)/lib -I$(GEN) $(shell pkg-config --cflags $(PKGS))
LIBS    = $(shell pkg-config --libs $(PKGS)) -lunistring -lpthread -lm

VIEWS   := $(wildcard lib/*/*.html app/*/*.html app/*.html)
QUERIES := $(wildcard lib/*/*.sql app/*/*.sql)
STEPS   := $(sort $(wildcard migrate/*.sql))
FOLDERS := $(sort $(dir $(VIEWS)))
STATIC  := $(sort $(wildcard site/dist/*.css site/dist/*.js site/dist/*.svg site/dist/*.png site/dist/*.json site/dist/fonts/*.woff2))
SRC     := $(filter-out %_test.c,$(wildcard lib/*/*.c app/*/*.c app/*.c))
TESTS   := $(wildcard lib/*/*_test.c app/*/*_test.c tests/*_test.c)
LANGUAGES := $(patsubst po/%.po,%,$(sort $(wildcard po/*.po)))
CATALOGUES := $(foreach l,$(LANGUAGES),$(GEN)/po/$(l).mo $(GEN)/po/$(l).drafts.mo)
GENERATED_H := $(QUERIES:%=$(GEN)/%.h) $(FOLDERS:%=$(GEN)/%views.h)
OBJ     := $(SRC:%.c=$(OUT)/%.o) $(VIEWS:%=$(OUT)/%.o) $(QUERIES:%=$(OUT)/%.o) $(OUT)/migrations.o $(OUT)/static_files.o $(OUT)/catalogues.o $(OUT)/all_queries.o
LIBOBJ  := $(filter-out $(OUT)/app/main.o,$(OBJ))

all: $(OUT)/rightdoor
$(OUT)/rightdoor: $(OBJ) ; $(CC) $(CFLAGS) -o $@ $^ $(LIBS)

$(GEN)/sql2c: tools/sql2c.c ; @mkdir -p $(@D); $(CC) -std=gnu17 -O1 -o $@ $< -lsqlite3
$(GEN)/html2c: tools/html2c.c tools/html2c_say.c tools/html2c.h ; @mkdir -p $(@D); $(CC) -std=gnu17 -O1 -o $@ tools/html2c.c tools/html2c_say.c
$(GEN)/embed: tools/embed.c ; @mkdir -p $(@D); $(CC) -std=gnu17 -O1 -o $@ $<

$(GEN)/%.sql.c $(GEN)/%.sql.h &: %.sql $(GEN)/sql2c $(STEPS) ; @mkdir -p $(@D); $(GEN)/sql2c $< $(GEN)/$<  $(STEPS)
$(GEN)/%.html.c: %.html $(GEN)/html2c ; @mkdir -p $(@D); $(GEN)/html2c $< >$@.new && mv $@.new $@

define folder_views
$(GEN)/$(1)views.h: $(wildcard $(1)*.html) $(GEN)/html2c ; @mkdir -p $$(@D); $(GEN)/html2c --header $(wildcard $(1)*.html) >$$@.new && mv $$@.new $$@
$(patsubst %,$(OUT)/%.o,$(wildcard $(1)*.html)): CFLAGS += -include $(1)views.h
endef
$(foreach f,$(FOLDERS),$(eval $(call folder_views,$(f))))

$(GEN)/gz/done: $(STATIC) ; @mkdir -p $(GEN)/gz/fonts; for f in $(STATIC); do gzip -9nc $$f >$(GEN)/gz/$${f#site/dist/}.gz; done; touch $@
$(GEN)/static_files.c: $(STATIC) $(GEN)/gz/done $(GEN)/embed ; $(GEN)/embed static site/dist $(STATIC) >$@
$(GEN)/migrations.c: $(STEPS) $(GEN)/embed ; $(GEN)/embed migrations $(STEPS) >$@
# a language's texts, and those of them that no person has reviewed
$(GEN)/po/%.mo: po/%.po ; @mkdir -p $(@D); msgfmt --check-format -o $@ $<
$(GEN)/po/%.drafts.mo: po/%.po ; @mkdir -p $(@D); msggrep --force-po --comment -F -e 'not reviewed' $< | msgfmt -o $@ -
$(GEN)/catalogues.c: $(CATALOGUES) $(GEN)/embed ; $(GEN)/embed catalogues $(CATALOGUES) >$@
$(GEN)/all_queries.c: Makefile $(QUERIES)
	@mkdir -p $(GEN); { echo '/* made by make: every list of queries */'; echo '#include "db/db.h"'; \
	for q in $(QUERIES:.sql=); do echo "extern const struct db_query *const $$(echo $$q | tr -c 'a-zA-Z0-9\n' _)_queries[];"; done; \
	echo 'extern const struct db_query *const *const all_queries[]; const struct db_query *const *const all_queries[] = {'; \
	for q in $(QUERIES:.sql=); do echo "    $$(echo $$q | tr -c 'a-zA-Z0-9\n' _)_queries,"; done; echo '    NULL };'; } >$@

$(OUT)/%.o: %.c | $(GENERATED_H) ; @mkdir -p $(@D); $(CC) $(CFLAGS) $(INC) -MMD -MP -c -o $@ $<
$(OUT)/%.o: $(GEN)/%.c | $(GENERATED_H) ; @mkdir -p $(@D); $(CC) $(CFLAGS) -Wno-unused-variable -Wno-unused-parameter $(INC) -MMD -MP -c -o $@ $<

$(OUT)/app/api/api.o: app/api/openapi.json

# every *_test.c is a program of its own, linked with all but main, and with tests/house.c and world.c
$(OUT)/librightdoor.a: $(LIBOBJ) ; @rm -f $@; ar rcs $@ $^
$(OUT)/%_test: $(OUT)/%_test.o $(OUT)/tests/house.o $(OUT)/tests/world.o $(OUT)/librightdoor.a ; $(CC) $(CFLAGS) -o $@ $^ $(LIBS) -lcmocka
tests: $(TESTS:%.c=$(OUT)/%)
list-tests: ; @echo $(TESTS:%.c=$(OUT)/%)
check: ; @sh tools/floors && sh tools/refuse/run
clean: ; rm -rf build build-asan
.PHONY: all tests list-tests check clean
.SECONDARY:
-include $(shell find $(OUT) -name '*.d' 2>/dev/null)
