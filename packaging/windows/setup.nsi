; The setup for one person: no administrator, nothing outside the profile. `build` runs makensis with
; VERSION, NUMBERS (four of them), FILES (exe and dll), SIZE (KiB) and OUT. Switches and exit codes: README.md.

Unicode true
SetCompressor /SOLID lzma
SetCompressorDictSize 16
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WordFunc.nsh
!include x64.nsh
!include WinVer.nsh

!define NAME "Keywright"
!define PUBLISHER "The Keywright authors"
!define ID "app.keywright.desktop"
!define EXE "keywright.exe"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"
!define WEBVIEW2 "SOFTWARE\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}"
!define WEBVIEW2_PAGE "https://developer.microsoft.com/microsoft-edge/webview2/"

!define FAILED 2
!define NEWER 3
!define OPEN 4
!define OLD_WINDOWS 5
!define SYSTEM_ACCOUNT 6
!define KEYS_STAYED 7

Name "${NAME}"
BrandingText "${NAME} ${VERSION}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"

VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${NAME} setup"
VIAddVersionKey "CompanyName" "${PUBLISHER}"
VIAddVersionKey "LegalCopyright" "MIT OR Apache-2.0"

!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"'
  !finalize '${SIGN} "%1"'
!endif

!define MUI_ICON "..\..\icons\icon.ico"
!define MUI_UNICON "..\..\icons\icon.ico"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${EXE}"
!define MUI_FINISHPAGE_NOAUTOCLOSE

!define MUI_PAGE_CUSTOMFUNCTION_PRE SkipWhenPassive
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_PAGE_CUSTOMFUNCTION_PRE SkipWhenPassive
!insertmacro MUI_PAGE_FINISH

!define MUI_PAGE_HEADER_TEXT "Remove ${NAME}"
!define MUI_PAGE_HEADER_SUBTEXT "Saved connections stay unless you tick them."
!define MUI_COMPONENTSPAGE_TEXT_TOP "Tick what is to be removed."
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

Var Passive   ; /P: an update that somebody agreed to in the program: progress alone, no questions
Var Restart   ; /R: opens the program afterwards
Var Update    ; /UPDATE: the program started this and is about to end
Var Downgrade ; /DOWNGRADE: an older version over a newer one is meant
Var Close     ; /CLOSE: an open Keywright may be closed

; One line more in %TEMP%\keywright-setup.log: what silent setups have instead of a window.
!macro LOG TEXT
  Push $9
  FileOpen $9 "$TEMP\keywright-setup.log" a
  FileSeek $9 0 END
  FileWriteUTF16LE $9 "${NAME} ${VERSION}: ${TEXT}$\r$\n"
  FileClose $9
  Pop $9
!macroend
!define Log "!insertmacro LOG"

!macro STOP CODE TEXT
  ${Log} "${TEXT} (exit code ${CODE})"
  SetErrorLevel ${CODE}
  Quit
!macroend
!define Stop "!insertmacro STOP"

!macro SWITCH NAME VAR
  ClearErrors
  ${GetOptions} $R0 "${NAME}" $R1
  ${IfNot} ${Errors}
    StrCpy ${VAR} 1
  ${EndIf}
!macroend

; An exe that runs cannot be opened for writing. Sets $R2 to 1 while it does.
!macro IS_OPEN
  StrCpy $R2 0
  ${If} ${FileExists} "$INSTDIR\${EXE}"
    ClearErrors
    FileOpen $R3 "$INSTDIR\${EXE}" a
    ${If} ${Errors}
      StrCpy $R2 1
    ${Else}
      FileClose $R3
    ${EndIf}
  ${EndIf}
!macroend

; Returns when it is closed. Nobody is there to ask: ends instead, and changes nothing, for keys may
; have been pasted that are not stored yet.
!macro UNTIL_CLOSED UN
Function ${UN}UntilClosed
  !insertmacro IS_OPEN
  ${If} $R2 = 1
  ${AndIf} $Close == 1
    DetailPrint "Closing ${NAME}"
    ; Without /F: as if somebody had pressed the window's X. It reaches this session's windows alone.
    ; By its full path: whatever lies beside the setup under this name is not run.
    nsExec::Exec '"$SYSDIR\taskkill.exe" /IM ${EXE}'
    Pop $R4
  ${EndIf}
  ${If} $R2 = 1
  ${AndIf} "$Close$Update" != ""
    ${ForEach} $R4 1 75 + 1
      !insertmacro IS_OPEN
      ${If} $R2 = 0
        ${Break}
      ${EndIf}
      Sleep 200
    ${Next}
  ${EndIf}
  ${DoWhile} $R2 = 1
    ${If} ${Silent}
      ${Stop} ${OPEN} "${NAME} is open. Nothing was changed."
    ${EndIf}
    ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${NAME} is open. Close its window, then press Retry." IDCANCEL`
      ${Stop} ${OPEN} "${NAME} is open. Nothing was changed."
    ${EndIf}
    !insertmacro IS_OPEN
  ${Loop}
FunctionEnd
!macroend
!insertmacro UNTIL_CLOSED ""
!insertmacro UNTIL_CLOSED "un."

Function SkipWhenPassive
  ${If} $Passive == 1
    Abort
  ${EndIf}
FunctionEnd

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    MessageBox MB_ICONSTOP "${NAME} needs Windows 10 or newer, 64-bit." /SD IDOK
    ${Stop} ${OLD_WINDOWS} "This is not a 64-bit Windows 10 or newer."
  ${EndIf}

  ${GetParameters} $R0
  !insertmacro SWITCH "/P" $Passive
  !insertmacro SWITCH "/R" $Restart
  !insertmacro SWITCH "/UPDATE" $Update
  !insertmacro SWITCH "/DOWNGRADE" $Downgrade
  !insertmacro SWITCH "/CLOSE" $Close
  ${If} $Passive == 1
    SetAutoClose true
  ${EndIf}

  ; The system's own account has a profile, too: nobody would ever find the program there.
  ${WordFind} "$LOCALAPPDATA" "\config\systemprofile\" "#" $R1
  ${If} $R1 != "$LOCALAPPDATA"
    MessageBox MB_ICONSTOP "This installs ${NAME} for one person. Run it as that person, not as the system." /SD IDOK
    ${Stop} ${SYSTEM_ACCOUNT} "Run by the system's own account."
  ${EndIf}

  ReadRegStr $R1 HKCU "${UNINSTALL}" "DisplayVersion"
  ${If} $R1 != ""
  ${AndIf} $Downgrade != 1
    ${VersionCompare} "$R1" "${VERSION}" $R2
    ${If} $R2 = 1
      ${If} ${Silent}
      ${OrIf} $Passive == 1
        ${Stop} ${NEWER} "$R1 is installed, which is newer. Nothing was changed."
      ${EndIf}
      ${If} ${Cmd} `MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "${NAME} $R1 is installed, which is newer than ${VERSION}.$\r$\n$\r$\nAn older ${NAME} may not read what the newer one has saved. Install ${VERSION} all the same?" IDNO`
        ${Stop} ${NEWER} "$R1 is installed, which is newer. Nothing was changed."
      ${EndIf}
    ${EndIf}
  ${EndIf}
FunctionEnd

Section
  Call UntilClosed
  SetOutPath "$INSTDIR"
  ; A file that cannot be replaced ends the setup: half of one version and half of another is none.
  SetOverwrite try
  ClearErrors
  File "${FILES}\${EXE}"
  File "${FILES}\WebView2Loader.dll"
  File "${FILES}\third-party-licences.txt"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  ${If} ${Errors}
    MessageBox MB_ICONSTOP "Files could not be written to $INSTDIR." /SD IDOK
    ${Stop} ${FAILED} "Files could not be written to $INSTDIR."
  ${EndIf}

  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${EXE}" "" "$INSTDIR\${EXE}" 0 SW_SHOWNORMAL "" "Sets up ConnectWise PSA API keys"

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${EXE},0"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1

  Call SayIfWebView2IsMissing
  ${Log} "Installed in $INSTDIR."
SectionEnd

; What draws the window comes with Windows 11 and with an up-to-date Windows 10.
Function SayIfWebView2IsMissing
  SetRegView 32
  ReadRegStr $R1 HKLM "${WEBVIEW2}" "pv"
  SetRegView lastused
  ${If} $R1 == ""
  ${OrIf} $R1 == "0.0.0.0"
    ReadRegStr $R1 HKCU "${WEBVIEW2}" "pv"
  ${EndIf}
  ${If} $R1 == ""
  ${OrIf} $R1 == "0.0.0.0"
    DetailPrint "Missing: Microsoft Edge WebView2 Runtime"
    ${Log} "Microsoft Edge WebView2 Runtime is missing. ${NAME} cannot open its window until it is installed: ${WEBVIEW2_PAGE}"
    ${If} $Passive != 1
      ${If} ${Cmd} `MessageBox MB_YESNO|MB_ICONINFORMATION "${NAME} is installed. To open its window it needs the Microsoft Edge WebView2 Runtime, which this computer does not have.$\r$\n$\r$\nOpen Microsoft's download page?" /SD IDNO IDYES`
        ExecShell "open" "${WEBVIEW2_PAGE}"
      ${EndIf}
    ${EndIf}
  ${EndIf}
FunctionEnd

Function .onInstSuccess
  ${If} $Restart == 1
    Exec '"$INSTDIR\${EXE}"'
  ${EndIf}
FunctionEnd

Section "un.${NAME}" Program
  SectionIn RO
  Call un.UntilClosed
SectionEnd

Section /o "un.Saved connections and their keys" Data
  DetailPrint "Removing keys from Windows Credential Manager"
  nsExec::ExecToLog '"$INSTDIR\${EXE}" --forget-keys --yes'
  Pop $R1
  ${If} $R1 != 0
    MessageBox MB_ICONSTOP "Windows Credential Manager did not let all keys be removed. Nothing was removed.$\r$\n$\r$\nRemove the entries that end in ${ID} there, then uninstall without ticking saved connections." /SD IDOK
    ${Stop} ${KEYS_STAYED} "Windows Credential Manager did not let all keys be removed."
  ${EndIf}
  RMDir /r "$LOCALAPPDATA\${ID}"
  ; Where progress lay before it was kept beside the keys.
  RMDir /r "$APPDATA\${ID}"
SectionEnd

Section "-un.files"
  ClearErrors
  Delete "$INSTDIR\${EXE}"
  Delete "$INSTDIR\WebView2Loader.dll"
  Delete "$INSTDIR\third-party-licences.txt"
  ${If} ${Errors}
    MessageBox MB_ICONSTOP "Files could not be removed from $INSTDIR." /SD IDOK
    ${Stop} ${FAILED} "Files could not be removed from $INSTDIR."
  ${EndIf}
  Delete "$INSTDIR\uninstall.exe"
  ; The folder alone, and if nothing of somebody else's lies in it.
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  ; What the web view keeps for itself; nothing of a connection is in it. Progress lies beside it,
  ; so the folder goes only where nothing else is in it.
  RMDir /r "$LOCALAPPDATA\${ID}\EBWebView"
  RMDir "$LOCALAPPDATA\${ID}"
  DeleteRegKey HKCU "${UNINSTALL}"
  ${Log} "Uninstalled."
SectionEnd

!insertmacro MUI_UNFUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${Program} "The program itself."
  !insertmacro MUI_DESCRIPTION_TEXT ${Data} "Progress, saved connections, and their keys in Windows Credential Manager. ConnectWise does not show a private key again."
!insertmacro MUI_UNFUNCTION_DESCRIPTION_END

Function un.onInit
  ${GetParameters} $R0
  !insertmacro SWITCH "/CLOSE" $Close
  ClearErrors
  ${GetOptions} $R0 "/REMOVE_DATA=" $R1
  ${IfNot} ${Errors}
  ${AndIf} $R1 == 1
    !insertmacro SelectSection ${Data}
  ${EndIf}
FunctionEnd
