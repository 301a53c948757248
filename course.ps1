# The one entry to the course on Windows: builds the course command when its sources changed, then runs it.
$root = $PSScriptRoot
$cli = Join-Path $root 'build/cli'
$log = Join-Path $root 'build/logs/cli.log'
# libgomp's idle workers would spin and starve BLAS; it reads this only when it loads.
if (-not $env:OMP_WAIT_POLICY) { $env:OMP_WAIT_POLICY = 'PASSIVE' }
if (-not $env:OMP_NUM_THREADS) { $env:OMP_NUM_THREADS = $env:NUMBER_OF_PROCESSORS }
$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'

function Stop-Course([string] $message) {
    [Console]::Error.WriteLine("course: $message")
    exit 1
}

if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
    Stop-Course 'no .NET SDK 10 was found. Install it from https://dotnet.microsoft.com/download, or with conda: conda env create -f environment.yml'
}

$files = 'lib/Course.Cli', 'lib/Course.Grading', 'lib/Course.Kernel', 'lib/Course.Notebooks', 'lib/standins/Microsoft.DotNet.Interactive' |
    ForEach-Object { Get-ChildItem -Recurse -File (Join-Path $root $_) }
$files += 'Directory.Build.props', 'Directory.Build.targets', 'Directory.Packages.props', 'global.json' |
    ForEach-Object { Get-Item (Join-Path $root $_) }
$fingerprint = ($files | Sort-Object FullName | ForEach-Object { (Get-FileHash $_.FullName).Hash }) -join ' '
$stamp = Join-Path $cli '.stamp'

function Publish-Cli([string[]] $more) {
    Push-Location $root
    & dotnet publish lib/Course.Cli -c Release --ucr --self-contained false -o $cli -v quiet @more 2>&1 | Out-File $log
    Pop-Location
    return $LASTEXITCODE -eq 0
}

if (-not (Test-Path (Join-Path $cli 'course.dll')) -or -not (Test-Path $stamp) -or (Get-Content -Raw $stamp) -ne $fingerprint) {
    New-Item -ItemType Directory -Force (Split-Path $log) | Out-Null
    [Console]::Error.WriteLine('* building the course command (about a minute, once)')
    # The feed may lack the ahead-of-time compiler: then start-up is slower, and all else is the same.
    $built = Publish-Cli '-p:PublishReadyToRun=true'
    if (-not $built -and (Select-String -Quiet -Path $log -Pattern 'crossgen')) { $built = Publish-Cli }
    if (-not $built) {
        Select-String -Path $log -Pattern 'error' | Select-Object -First 20 | ForEach-Object { [Console]::Error.WriteLine($_.Line) }
        Stop-Course "the course command did not build; the whole log is $log. If packages could not be restored, check the network or the feeds that 'dotnet nuget list source' names."
    }
    Set-Content -NoNewline -Path $stamp -Value $fingerprint
}

& dotnet (Join-Path $cli 'course.dll') @args
exit $LASTEXITCODE
