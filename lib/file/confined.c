/*
 * A program of others in a process that may do nothing but read its input and
 * write its output: see confined.h.  Called by words_pdf.c.  Between fork and
 * exec only system calls are made: other threads of this program may hold any
 * lock.
 */
#define _GNU_SOURCE   /* pipe2, close_range */
#include "file/confined.h"

#include "base/date.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MEMORY_MOST = 512 << 20, PROCESSOR_SECONDS = 10, SECONDS_IN_ALL = 20, NOT_LIMITED = 125 };

/* ---- what it may not do ---- */

#if defined __x86_64__
#define OWN_ARCH AUDIT_ARCH_X86_64
#elif defined __aarch64__
#define OWN_ARCH AUDIT_ARCH_AARCH64
#else
#error "the filter of system calls needs this machine's AUDIT_ARCH_..."
#endif

#define REFUSED BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)
#define REFUSE(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (call), 0, 1), REFUSED
#define LOAD(what) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, what))

/* No socket, no other process, no ring that would do both unseen; no file is opened for writing or made. */
static bool filter_calls(void)
{
    static struct sock_filter rules[] = {
        LOAD(arch), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OWN_ARCH, 1, 0), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        LOAD(nr), BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        REFUSE(__NR_socket), REFUSE(__NR_socketpair), REFUSE(__NR_connect), REFUSE(__NR_ptrace), REFUSE(__NR_process_vm_readv), REFUSE(__NR_process_vm_writev),
        REFUSE(__NR_kill), REFUSE(__NR_io_uring_setup), REFUSE(__NR_openat2), REFUSE(__NR_pidfd_open), REFUSE(__NR_unlinkat), REFUSE(__NR_renameat2), REFUSE(__NR_truncate),
        REFUSE(__NR_mkdirat), REFUSE(__NR_linkat), REFUSE(__NR_symlinkat), REFUSE(__NR_fchmodat),
#ifdef __NR_open
        REFUSE(__NR_open), REFUSE(__NR_creat), REFUSE(__NR_unlink), REFUSE(__NR_rename), REFUSE(__NR_mkdir), REFUSE(__NR_link), REFUSE(__NR_symlink), REFUSE(__NR_chmod), REFUSE(__NR_rmdir),
#endif
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_openat, 0, 3), LOAD(args[2]), BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, O_WRONLY | O_RDWR | O_CREAT | O_TRUNC, 0, 1), REFUSED,
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = { sizeof rules / sizeof *rules, rules };
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static void allow_reading(int rules, const char *path, bool is_folder)
{
    int fd = open(path, O_PATH | O_CLOEXEC);
    struct landlock_path_beneath_attr below = { .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | (is_folder ? LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_DIR : 0), .parent_fd = fd };
    if (fd < 0)
        return;
    syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &below, 0);
    close(fd);
}

/* The database and other people's files are out of its sight: where the kernel has Landlock (5.13, switched on). */
static void hide_files(void)
{
    struct landlock_ruleset_attr all = { .handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1 };
    int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
    if (rules < 0)
        return;
    allow_reading(rules, "/usr", true);
    allow_reading(rules, "/lib", true);
    allow_reading(rules, "/lib64", true);
    allow_reading(rules, "/etc/fonts", true);
    allow_reading(rules, "/etc/ld.so.cache", false);
    syscall(SYS_landlock_restrict_self, rules, 0);
    close(rules);
}

static bool limit(int what, rlim_t most) { return setrlimit((__rlimit_resource_t)what, &(struct rlimit){ most, most }) == 0; }

static __attribute__((noreturn)) void become(const char *const *words, int in, int out)
{
    static char *const environment[] = { "LC_ALL=C.UTF-8", NULL };
    int nothing = open("/dev/null", O_WRONLY);
    if (dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(nothing, 2) < 0 || close_range(3, ~0U, 0) < 0 || chdir("/") < 0)
        _exit(NOT_LIMITED);
    if (!limit(RLIMIT_AS, MEMORY_MOST) || !limit(RLIMIT_CPU, PROCESSOR_SECONDS) || !limit(RLIMIT_FSIZE, 0) || !limit(RLIMIT_CORE, 0) || !limit(RLIMIT_NOFILE, 64))
        _exit(NOT_LIMITED);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 || prctl(PR_SET_PDEATHSIG, SIGKILL) < 0)
        _exit(NOT_LIMITED);
    hide_files();
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (!filter_calls())
        _exit(NOT_LIMITED);
    execve(words[0], (char *const *)(uintptr_t)words, environment);
    _exit(NOT_LIMITED);
}

/* ---- what it says ---- */

/* All that comes until the end, the limit or UNTIL (unix ms); false if the time ran out. */
static bool take(int from, char *into, size_t most, size_t *n, int64_t until)
{
    while (*n < most) {
        int64_t left = until - date_now_ms();
        struct pollfd p = { from, POLLIN, 0 };
        int ready = left > 0 ? poll(&p, 1, (int)left) : 0;
        if (ready == 0 || (ready < 0 && errno != EINTR))
            return false;
        ssize_t got = ready > 0 ? read(from, into + *n, most - *n) : 0;
        if (ready > 0 && got <= 0)
            return got == 0;
        *n += (size_t)got;
    }
    return true;
}

/* The child is gone when this returns. True if it ended by itself and well. */
static bool ended_well(pid_t child, bool is_cut)
{
    int status = 0;
    if (is_cut)
        kill(child, SIGKILL);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) { }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool confined_run(const char *const *words, int in, char *into, size_t most, size_t *n)
{
    int pipe[2];
    *n = 0;
    if (pipe2(pipe, O_CLOEXEC) < 0)
        return false;
    pid_t child = fork();
    if (child == 0)
        become(words, in, pipe[1]);
    close(pipe[1]);
    bool done = child > 0 && take(pipe[0], into, most, n, date_now_ms() + SECONDS_IN_ALL * 1000);
    close(pipe[0]);
    bool is_full = *n == most, well = child > 0 && ended_well(child, !done || is_full);
    return is_full || (done && well);
}
