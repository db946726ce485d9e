build-asan/lib/out/drawing.o: lib/out/drawing.c lib/out/drawing.h \
 lib/base/arena.h lib/base/html.h
lib/out/drawing.h:
lib/base/arena.h:
lib/base/html.h:
