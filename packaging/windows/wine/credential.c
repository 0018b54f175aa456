/* For tests alone: an entry of Windows Credential Manager, as another program writes and sees it.
   credential write NAME | credential read NAME: exit code 0 if that worked, 1 if there is none. */
#include <windows.h>
#include <wincred.h>

int wmain(int count, wchar_t **word) {
    if (count != 3) return 2;
    if (word[1][0] == L'r') {
        CREDENTIALW *found;
        return CredReadW(word[2], CRED_TYPE_GENERIC, 0, &found) ? 0 : 1;
    }
    CREDENTIALW fresh = {0};
    fresh.Type = CRED_TYPE_GENERIC;
    fresh.TargetName = word[2];
    fresh.UserName = L"test";
    fresh.CredentialBlob = (BYTE *)"test";
    fresh.CredentialBlobSize = 4;
    fresh.Persist = CRED_PERSIST_LOCAL_MACHINE;
    return CredWriteW(&fresh, 0) ? 0 : 1;
}
