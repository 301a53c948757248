// What the sources of the shim share: how tensors, lists of them and errors cross to .NET.
//
// A tensor is its TensorImpl*, null for an undefined one, and whoever holds one owns a reference. No exception crosses
// the boundary: a function that fails returns -1 or null and leaves its text for torch_error on the same thread.

#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#define API extern "C" __attribute__((visibility("default")))

inline thread_local std::string last_error;

inline at::Tensor borrow(void* pointer) {
    if (!pointer) return at::Tensor();
    auto impl = static_cast<c10::TensorImpl*>(pointer);
    c10::raw::intrusive_ptr::incref(impl);
    return at::Tensor(c10::intrusive_ptr<c10::TensorImpl>::reclaim(impl));
}

inline void* give(at::Tensor tensor) {
    return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr;
}

inline std::vector<at::Tensor> borrow(void* const* pointers, int32_t count) {
    std::vector<at::Tensor> tensors;
    tensors.reserve(count);
    for (int32_t i = 0; i < count; i++) tensors.push_back(borrow(pointers[i]));
    return tensors;
}

template <class F>
auto guard(F body) -> decltype(body()) {
    try {
        return body();
    } catch (const c10::Error& error) {
        last_error = error.what_without_backtrace();
    } catch (const std::exception& error) {
        last_error = error.what();
    } catch (...) {
        last_error = "libtorch threw something that is not an exception.";
    }
    if constexpr (std::is_pointer_v<decltype(body())>) return nullptr;
    else return -1;
}
