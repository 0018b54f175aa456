# The setup on a real Windows, as a person without an administrator's rights has it: silent installation,
# self-test, silent removal. On a tag, program and setup must bear a signature that this Windows takes.
$ErrorActionPreference = 'Stop'
$setup = (Get-Item 'out/release/keywright_*_x64-setup.exe').FullName
$folder = "$env:LOCALAPPDATA\Programs\Keywright"
$program = "$folder\keywright.exe"

function Run($file, $arguments) {
  $ended = (Start-Process $file -ArgumentList $arguments -Wait -PassThru).ExitCode
  if ($ended -ne 0) { throw "$file $arguments ended with $ended" }
}

Run $setup '/S'
if (-not (Test-Path $program)) { throw "$program is missing" }
# Whatever is not plainly a branch is a release.
if ($env:GITHUB_REF_TYPE -ne 'branch') {
  foreach ($file in $setup, $program, "$folder\uninstall.exe") {
    $signed = Get-AuthenticodeSignature $file
    if ($signed.Status -ne 'Valid') { throw "$file is not signed: $($signed.StatusMessage)" }
  }
}
Run $program '--self-test'
Run "$folder\uninstall.exe" '/S'
# The uninstaller goes on in a copy of its own after it has answered.
foreach ($second in 1..30) { if (Test-Path $program) { Start-Sleep 1 } }
if (Test-Path $program) { throw "$program is still there" }
Write-Output 'Installed, tried, removed.'
