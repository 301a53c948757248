#!/bin/sh
# Compiles shim.cpp and function.cpp against the libtorch of this machine:
#   build.sh OUTPUT_FOLDER
#   build.sh --where          prints the folder of that libtorch's libraries instead
# LIBTORCH names a libtorch folder (with include/ and lib/); else the one of Debian's libtorch-dev is taken; else the
# one inside a Python's torch. Does nothing when neither the source nor the libtorch has changed since.
set -eu

output=$1
here=$(dirname "$0")
library=$output/libTorchShim.so
record=$output/libtorch.txt

fail() {
    echo "build.sh : error TORCHSHIM: $1" >&2
    exit 1
}

is_libtorch() { [ -f "$1/include/ATen/core/dispatch/Dispatcher.h" ] && ls "$2"/libtorch_cpu.so* >/dev/null 2>&1; }

# Sets root and libraries.
find_libtorch() {
    if [ -n "${LIBTORCH:-}" ]; then
        root=$LIBTORCH libraries=$LIBTORCH/lib
        is_libtorch "$root" "$libraries" || fail "LIBTORCH=$LIBTORCH has no include/ATen and lib/libtorch_cpu.so; unpack a libtorch there, or unset LIBTORCH."
        return
    fi
    for libraries in "/usr/lib/$(uname -m)-linux-gnu" /usr/lib64 /usr/lib /usr/local/lib; do
        for root in /usr /usr/local; do
            if is_libtorch "$root" "$libraries"; then return; fi
        done
    done
    # Asked of the file system: importing torch takes seconds.
    for python in python3 python; do
        root=$("$python" -c 'import importlib.util as u; print(u.find_spec("torch").submodule_search_locations[0])' 2>/dev/null) || continue
        libraries=$root/lib
        if is_libtorch "$root" "$libraries"; then return; fi
    done
    fail "no libtorch found. Run ./course setup, or install it: apt-get install libtorch-dev libopenblas0-pthread g++ (Debian, Ubuntu), or pip install torch, or set LIBTORCH to an unpacked libtorch."
}

find_libtorch
if [ "$1" = --where ]; then
    echo "$libraries"
    exit
fi
compiler=${CXX:-g++} # conda names its own
command -v "$compiler" >/dev/null || fail "no C++ compiler found. Run ./course setup, or install one: apt-get install g++."

# The libtorch that a Python brings may use the older C++ ABI of its wheels.
abi=1
if [ "$root" != /usr ] && grep -qs "_GLIBCXX_USE_CXX11_ABI=0" "$root/share/cmake/Torch/TorchConfig.cmake"; then abi=0; fi
define() { grep -rhs "^#define TORCH_VERSION_$1 " "$root"/include/torch/version.h "$root"/include/torch/csrc/api/include/torch/version.h "$root"/include/torch/headeronly/version.h | head -n 1 | tr -dc '0-9'; }
version=$(define MAJOR).$(define MINOR).$(define PATCH)
state="$libraries
$version
$(cat "$here"/*.h "$here"/*.cpp "$0" | cksum)"

mkdir -p "$output"
if [ -f "$library" ] && [ "$(cat "$record" 2>/dev/null)" = "$state" ]; then exit 0; fi

# As system headers they warn of nothing; /usr/include is one already, and named again it breaks the compiler's own.
headers=
if [ "$root" != /usr ]; then headers="-isystem $root/include"; fi
links="-ltorch -ltorch_cpu -lc10"
# CUDA's kernels register themselves when their library is loaded, so it is linked although nothing here calls it.
if [ -f "$libraries/libtorch_cuda.so" ]; then links="$links -Wl,--no-as-needed -ltorch_cuda -lc10_cuda -Wl,--as-needed"; fi

# Written beside and renamed: a build that is broken off leaves no half library. The headers of libtorch 2.14 ask for C++20.
"$compiler" -std=c++20 -O1 -fPIC -shared -fvisibility=hidden -D_GLIBCXX_USE_CXX11_ABI=$abi \
    $headers -isystem "$root/include/torch/csrc/api/include" "$here"/*.cpp -o "$library.$$" \
    -L"$libraries" -Wl,-rpath,"$libraries" $links ||
    { rm -f "$library.$$"; fail "the shim does not compile against libtorch $version in $libraries."; }
mv "$library.$$" "$library"
echo "$state" > "$record"
echo "compiled libTorchShim.so against libtorch $version in $libraries"
