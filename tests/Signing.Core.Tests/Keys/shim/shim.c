/*
 * A PKCS#11 module for tests: forwards to the real one (TARGET) and misbehaves as the file "<this module>.control" says.
 * It appends the name of every call that a test may count to "<this module>.log".
 *
 * The control file holds one command a line:
 *   C_Xxx rv 0x30 [N]    the call returns this value without reaching the token; always, or N times: "<this module>.struck" counts
 *   C_Xxx hang           the call does not return as long as this line is there
 *   C_Xxx crash          the call takes the process down
 *   C_Xxx slow 50        the call takes that many milliseconds longer
 *   flags 0x10000        further flags of the token (CK_TOKEN_INFO)
 *   absent               the token is pulled out: no slot shows it, and its sessions are gone
 *   sessions 2           no more than so many sessions
 *   hide 0x1             this mechanism is not offered
 *   cant-lock            C_Initialize with locking says CKR_CANT_LOCK; two calls at once are logged as CONCURRENT
 *   pin-pad 1234         the token has its own keypad, on which somebody types 1234
 *
 * Built by the tests: gcc -std=gnu11 -shared -fPIC -DTARGET='"/usr/lib/softhsm/libsofthsm2.so"' -o shim.so shim.c -ldl -lpthread
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef unsigned long CK_ULONG;
typedef CK_ULONG CK_RV;

/* CK_FUNCTION_LIST of PKCS#11 v2.40: a version, then 68 functions in a fixed order. */
typedef struct { unsigned char major, minor; void *call[68]; } function_list;

enum {
    C_INITIALIZE, C_FINALIZE, C_GETSLOTLIST = 4, C_GETTOKENINFO = 6, C_GETMECHANISMLIST = 7, C_OPENSESSION = 12,
    C_CLOSESESSION = 13, C_CLOSEALLSESSIONS = 14, C_LOGIN = 18, C_LOGOUT = 19, C_FINDOBJECTSINIT = 26, C_SIGNINIT = 42, C_SIGN = 43
};

enum { CKR_OK = 0, CKR_CANT_LOCK = 0xa, CKR_DEVICE_REMOVED = 0x32, CKR_SESSION_COUNT = 0xb1, CKR_TOKEN_NOT_PRESENT = 0xe0, CKR_ALREADY_INITIALIZED = 0x191 };

#define CALL(index, ...) ((CK_RV (*)())real->call[index])(__VA_ARGS__)

static function_list *real, ours;
static char control_path[4096], log_path[4096], struck_path[4096];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static CK_ULONG inside, open_sessions[256];

static void read_file(const char *path, char *text, size_t size)
{
    int file = open(path, O_RDONLY);
    ssize_t length = file < 0 ? 0 : read(file, text, size - 1);
    if (file >= 0) close(file);
    text[length < 0 ? 0 : length] = 0;
}

static void append(const char *path, const char *name)
{
    char line[80];
    int length = snprintf(line, sizeof line, "%s\n", name), file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (file >= 0) { (void)!write(file, line, length); close(file); }
}

/* Whether there is a line "name what ..."; its argument goes to argument. */
static int command(const char *name, const char *what, char *argument)
{
    char text[8192], *line, *rest = text;
    read_file(control_path, text, sizeof text);
    while ((line = strsep(&rest, "\n"))) {
        char first[64] = "", second[64] = "", third[256] = "";
        int words = sscanf(line, "%63s %63s %255[^\n]", first, second, third);
        if (words < 1 || strcmp(first, name)) continue;
        if (what && strcmp(second, what)) continue;
        if (argument) strcpy(argument, what ? third : second);
        return 1;
    }
    return 0;
}

/* Whether a command that strikes so many times still does. The count is kept in a file: the module may be unloaded meanwhile. */
static int strikes(const char *name, long limit)
{
    char text[8192], *line, *rest = text;
    pthread_mutex_lock(&lock);
    read_file(struck_path, text, sizeof text);
    while ((line = strsep(&rest, "\n"))) limit -= !strcmp(line, name);
    if (limit > 0) append(struck_path, name);
    pthread_mutex_unlock(&lock);
    return limit > 0;
}

static void remember(CK_ULONG old, CK_ULONG new)
{
    pthread_mutex_lock(&lock);
    for (int i = 0; i < 256; i++) if (open_sessions[i] == old) { open_sessions[i] = new; break; }
    pthread_mutex_unlock(&lock);
}

static CK_ULONG count_sessions(void)
{
    CK_ULONG count = 0;
    for (int i = 0; i < 256; i++) count += open_sessions[i] != 0;
    return count;
}

/* Logs the call, then hangs, dawdles or fails as told. Whether it is to go on; else the value to return is in rv. */
static int enter(const char *name, CK_RV *rv)
{
    char argument[256];
    append(log_path, name);
    if (__sync_add_and_fetch(&inside, 1) > 1 && command("cant-lock", NULL, NULL)) append(log_path, "CONCURRENT");
    if (command(name, "crash", NULL)) abort();
    while (command(name, "hang", NULL)) usleep(5000);
    if (command(name, "slow", argument)) usleep(1000 * (useconds_t)strtoul(argument, NULL, 0));
    if (command(name, "rv", argument)) {
        char *count;
        *rv = strtoul(argument, &count, 0);
        long limit = strtol(count, NULL, 0);
        return limit && !strikes(name, limit);
    }
    if (command("absent", NULL, NULL) && strcmp(name, "C_GetSlotList")) { *rv = CKR_DEVICE_REMOVED; return 0; }
    return 1;
}

static CK_RV leave(CK_RV rv) { __sync_sub_and_fetch(&inside, 1); return rv; }

#define FORWARD(name, index, parameters, arguments) \
    static CK_RV name parameters { CK_RV rv = 0; return leave(enter(#name, &rv) ? CALL(index, arguments) : rv); }
#define LIST(...) __VA_ARGS__

FORWARD(C_Logout, C_LOGOUT, (CK_ULONG session), LIST(session))
FORWARD(C_FindObjectsInit, C_FINDOBJECTSINIT, (CK_ULONG session, void *template, CK_ULONG count), LIST(session, template, count))
FORWARD(C_SignInit, C_SIGNINIT, (CK_ULONG session, void *mechanism, CK_ULONG key), LIST(session, mechanism, key))

static CK_RV C_Initialize(void *arguments)
{
    CK_RV rv = 0;
    if (!enter("C_Initialize", &rv)) return leave(rv);
    if (command("cant-lock", NULL, NULL) && arguments) return leave(CKR_CANT_LOCK);
    struct { void *functions[4]; CK_ULONG flags; void *reserved; } locking = { .flags = 2 };
    rv = CALL(C_INITIALIZE, &locking);
    return leave(rv == CKR_ALREADY_INITIALIZED ? CKR_OK : rv);
}

/* The real module stays initialised, because others in this process use it; our sessions go, and the login with them. */
static CK_RV C_Finalize(void *reserved)
{
    CK_RV rv = 0;
    (void)reserved;
    if (enter("C_Finalize", &rv))
        for (int i = 0; i < 256; i++) if (open_sessions[i]) { CALL(C_CLOSESESSION, open_sessions[i]); open_sessions[i] = 0; }
    return leave(rv);
}

static CK_RV C_GetSlotList(unsigned char present, CK_ULONG *slots, CK_ULONG *count)
{
    CK_RV rv = 0;
    if (!enter("C_GetSlotList", &rv)) return leave(rv);
    if (command("absent", NULL, NULL)) { *count = 0; return leave(CKR_OK); }
    return leave(CALL(C_GETSLOTLIST, present, slots, count));
}

/* CK_TOKEN_INFO: label 32, manufacturer 32, model 16, serial number 16, then the flags. */
static CK_RV C_GetTokenInfo(CK_ULONG slot, unsigned char *info)
{
    char argument[256];
    CK_RV rv = 0;
    if (!enter("C_GetTokenInfo", &rv)) return leave(rv);
    rv = CALL(C_GETTOKENINFO, slot, info);
    if (command("flags", NULL, argument)) *(CK_ULONG *)(info + 96) |= strtoul(argument, NULL, 0);
    if (command("pin-pad", NULL, NULL)) *(CK_ULONG *)(info + 96) |= 0x100;
    return leave(rv);
}

static CK_RV C_GetMechanismList(CK_ULONG slot, CK_ULONG *list, CK_ULONG *count)
{
    char argument[256], text[8192], *line, *rest = text;
    CK_RV rv = 0;
    if (!enter("C_GetMechanismList", &rv)) return leave(rv);
    rv = CALL(C_GETMECHANISMLIST, slot, list, count);
    read_file(control_path, text, sizeof text);
    while (list && rv == CKR_OK && (line = strsep(&rest, "\n"))) {
        if (sscanf(line, "hide %255s", argument) != 1) continue;
        /* Put in place of the hidden one: CKM_VENDOR_DEFINED. */
        for (CK_ULONG i = 0; i < *count; i++) if (list[i] == strtoul(argument, NULL, 0)) list[i] = 0x80000000;
    }
    return leave(rv);
}

static CK_RV C_OpenSession(CK_ULONG slot, CK_ULONG flags, void *application, void *notify, CK_ULONG *session)
{
    char argument[256];
    CK_RV rv = 0;
    if (!enter("C_OpenSession", &rv)) return leave(rv);
    if (command("sessions", NULL, argument) && count_sessions() >= strtoul(argument, NULL, 0)) return leave(CKR_SESSION_COUNT);
    rv = CALL(C_OPENSESSION, slot, flags, application, notify, session);
    if (rv == CKR_OK) remember(0, *session);
    return leave(rv);
}

static CK_RV C_CloseSession(CK_ULONG session)
{
    CK_RV rv = 0;
    if (!enter("C_CloseSession", &rv)) return leave(rv);
    rv = CALL(C_CLOSESESSION, session);
    if (rv == CKR_OK) remember(session, 0);
    return leave(rv);
}

static CK_RV C_CloseAllSessions(CK_ULONG slot)
{
    CK_RV rv = 0;
    if (!enter("C_CloseAllSessions", &rv)) return leave(rv);
    memset(open_sessions, 0, sizeof open_sessions);
    return leave(CALL(C_CLOSEALLSESSIONS, slot));
}

static CK_RV C_Login(CK_ULONG session, CK_ULONG user, char *pin, CK_ULONG length)
{
    char typed[256];
    CK_RV rv = 0;
    if (!enter("C_Login", &rv)) return leave(rv);
    if (command("pin-pad", NULL, typed)) {
        if (pin) return leave(7); /* CKR_ARGUMENTS_BAD: this token takes no PIN from us */
        return leave(CALL(C_LOGIN, session, user, typed, (CK_ULONG)strlen(typed)));
    }
    return leave(CALL(C_LOGIN, session, user, pin, length));
}

/* Asking for the length only is not counted. */
static CK_RV C_Sign(CK_ULONG session, void *data, CK_ULONG length, void *value, CK_ULONG *value_length)
{
    CK_RV rv = 0;
    if (!value) return CALL(C_SIGN, session, data, length, value, value_length);
    rv = enter("C_Sign", &rv) ? CALL(C_SIGN, session, data, length, value, value_length) : rv;
    append(log_path, "C_Sign returned");
    return leave(rv);
}

CK_RV C_GetFunctionList(function_list **list)
{
    Dl_info self;
    dladdr((void *)C_GetFunctionList, &self);
    snprintf(control_path, sizeof control_path, "%s.control", self.dli_fname);
    snprintf(struck_path, sizeof struck_path, "%s.struck", self.dli_fname);
    snprintf(log_path, sizeof log_path, "%s.log", self.dli_fname);
    void *library = dlopen(TARGET, RTLD_NOW);
    CK_RV (*get)(function_list **) = library ? (CK_RV (*)(function_list **))dlsym(library, "C_GetFunctionList") : NULL;
    if (!get || get(&real)) return 5; /* CKR_GENERAL_ERROR */
    ours = *real;
    ours.call[3] = C_GetFunctionList;
    ours.call[C_INITIALIZE] = C_Initialize;
    ours.call[C_FINALIZE] = C_Finalize;
    ours.call[C_GETSLOTLIST] = C_GetSlotList;
    ours.call[C_GETTOKENINFO] = C_GetTokenInfo;
    ours.call[C_GETMECHANISMLIST] = C_GetMechanismList;
    ours.call[C_OPENSESSION] = C_OpenSession;
    ours.call[C_CLOSESESSION] = C_CloseSession;
    ours.call[C_CLOSEALLSESSIONS] = C_CloseAllSessions;
    ours.call[C_LOGIN] = C_Login;
    ours.call[C_LOGOUT] = C_Logout;
    ours.call[C_FINDOBJECTSINIT] = C_FindObjectsInit;
    ours.call[C_SIGNINIT] = C_SignInit;
    ours.call[C_SIGN] = C_Sign;
    *list = &ours;
    return CKR_OK;
}
