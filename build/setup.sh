# Sourced by ./pixelfw and ./test: the SDK, the quickstart's images, and a build that is up to date.
# The caller sets $root. Everything said here goes to stderr, so that a command's stdout stays its own.
# PIXELFW_NO_SETUP=1 skips the look at the machine; the build stays.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
artifacts=$root/artifacts
[[ ${PixelDiffSharp:-compat} == compat ]] || artifacts=$root/artifacts/diffsharp-nuget

say() { echo "pixelfw: $*" >&2; }
die() { say "$@"; exit 1; }

require_sdk() {
    local found=none
    if command -v dotnet >/dev/null; then
        found=$(cd / && dotnet --list-sdks | cut -d' ' -f1 | paste -sd' ')
        [[ " $found" != *" 10."* ]] || return 0
    fi
    die "the .NET SDK 10 is needed; found: ${found:-none}. Get it from https://dotnet.microsoft.com/download/dotnet/10.0" \
        "(without root: the dotnet-install script there, with --channel 10.0, then put ~/.dotnet on PATH)."
}

# The quickstart's images, Debian's package of Fashion-MNIST: nothing else is needed, and it goes on without.
offer_images() {
    local package=dataset-fashion-mnist log=$artifacts/setup.log
    command -v apt-get >/dev/null || return 0
    [[ $(dpkg-query -W -f='${db:Status-Status}' $package 2>/dev/null || true) != installed ]] || return 0
    if ((EUID != 0)); then
        say "Fashion-MNIST is not installed; without it the quickstart fetches it, or takes the small sample that ships. To install it:" \
            "sudo apt-get install $package"
        return 0
    fi
    local install=(apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=600 $package)
    export DEBIAN_FRONTEND=noninteractive
    mkdir -p "$artifacts"
    say "installing the quickstart's images: $package"
    # Package lists may be absent or stale: only then is an update worth its time. A dead extra source is no failure.
    "${install[@]}" >"$log" 2>&1 </dev/null && return
    apt-get update >>"$log" 2>&1 </dev/null || true
    "${install[@]}" >>"$log" 2>&1 </dev/null ||
        say "apt-get could not install $package (its output is in $log); the quickstart will fetch the images, or take the small sample that ships."
}

set_up() {
    [[ ${PIXELFW_NO_SETUP:-} != 1 ]] || return 0
    require_sdk
    offer_images
}

# What a build depends on beside the sources.
build_settings() { echo "libtorch=${PixelTorchRuntime:-cpu} diffsharp=${PixelDiffSharp:-compat}"; }

is_up_to_date() {
    local stamp=$artifacts/built
    [[ -f $stamp && $(<"$stamp") == "$(build_settings)" ]] || return 1
    # A deleted or added file changes its folder's time, so folders count too.
    [[ -z $(find "$root"/{Framework,Plugins,Compat,build,samples,templates} "$root"/{Directory.*.props,global.json,.editorconfig} \
        -newer "$stamp" -print -quit) ]]
}

# build PROJECT: the stamp gets the time of the start, so that an edit during the build is not missed.
build() {
    local stamp=$artifacts/built log=$artifacts/build.log
    mkdir -p "$artifacts"
    build_settings >"$stamp.new"
    # In $root, for its global.json. No build server may outlive this: it would hold the caller's pipes.
    if ! (cd "$root" && dotnet build "$1" -c Release --nologo -v quiet -tl:off --disable-build-servers) </dev/null >"$log" 2>&1 9>&-; then
        # MSBuild says each error twice; other tools' errors have forms of their own.
        awk '/: (error|warning) / && !seen[$0]++' "$log" | grep . >&2 || tail -n 40 "$log" >&2
        die "the build of $1 failed; its whole output is in $log."
    fi
    mv "$stamp.new" "$stamp"
}

# One launcher at a time looks, installs and builds.
lock() {
    mkdir -p "$root/artifacts"
    exec 9>"$root/artifacts/lock"
    command -v flock >/dev/null || return 0
    flock -n 9 || { say "waiting for another launcher, which is building …"; flock 9; }
}

set_up_and_build() {
    ! is_up_to_date || return 0
    lock
    if ! is_up_to_date; then
        set_up
        if [[ -f $artifacts/built ]]; then say "building …"; else say "building (the first time takes about a minute) …"; fi
        build build/Run.proj
    fi
    exec 9>&-
}
