// The C boundary between TorchSharp.dll and libtorch.
//
// Operators are not wrapped one by one: torch_find gives a handle to any operator of libtorch's dispatcher, and
// torch_call runs it on a row of tagged values. The operator's schema, as this libtorch has it, says how a value is
// converted and what an omitted argument defaults to, so one source serves libtorch 1.13 to 2.x.

#include "bridge.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/core/Generator.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/jit_type.h>
#include <ATen/core/LegacyTypeDispatch.h>
#include <c10/core/GradMode.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/version.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <algorithm>
#include <cstring>
#include <memory>
#include <mutex>

namespace {

enum Tag : int32_t {
    None, TensorValue, Int, Double, Bool, IntList, DoubleList, TensorList, String, Device, Generator,
    Default // the schema's default, for an argument left out before a given one
};

// Sixteen bytes, laid out as Native.Value in C#. A list is a pointer and a length; a result's tensor has the size in
// KiB of what it newly allocated in place of the length.
struct Value {
    Tag tag;
    int32_t length;
    union {
        int64_t integer;
        double real;
        void* pointer;
    };
};

// What a schema's argument needs beyond the value's own tag.
enum class Need : uint8_t { Nothing, Float, OptionalTensors };

struct Operator {
    c10::OperatorHandle handle;
    std::vector<Need> needs;
    std::string name;
    bool only_computes; // neither changes its arguments nor returns a view of one, and has a backward pass of its own
};

at::Generator borrow_generator(void* pointer) {
    return *static_cast<at::Generator*>(pointer);
}

c10::Device to_device(int64_t packed) {
    return c10::Device(static_cast<c10::DeviceType>(packed >> 32), static_cast<c10::DeviceIndex>(static_cast<int32_t>(packed)));
}

Need need_of(const c10::Argument& argument) {
    auto type = argument.type();
    if (auto optional = type->cast<c10::OptionalType>()) type = optional->getElementType();
    if (type->kind() == c10::TypeKind::FloatType) return Need::Float;
    if (auto list = type->cast<c10::ListType>())
        if (list->getElementType()->kind() == c10::TypeKind::OptionalType) return Need::OptionalTensors;
    return Need::Nothing;
}

bool only_computes(const c10::OperatorHandle& handle) {
    auto fresh = [](const c10::Argument& argument) { return argument.alias_info() == nullptr; };
    auto& schema = handle.schema();
    return handle.hasKernelForDispatchKey(c10::DispatchKey::Autograd) && std::all_of(schema.arguments().begin(), schema.arguments().end(), fresh) && std::all_of(schema.returns().begin(), schema.returns().end(), fresh);
}

template <class T>
c10::IValue list_of(const Value& value) {
    c10::List<T> list;
    list.reserve(value.length);
    auto items = static_cast<const T*>(value.pointer);
    for (int32_t i = 0; i < value.length; i++) list.push_back(items[i]);
    return c10::IValue(std::move(list));
}

c10::IValue tensors_of(const Value& value, Need need) {
    auto items = static_cast<void* const*>(value.pointer);
    if (need == Need::OptionalTensors) {
        c10::impl::GenericList list(c10::OptionalType::ofTensor());
        for (int32_t i = 0; i < value.length; i++) list.push_back(items[i] ? c10::IValue(borrow(items[i])) : c10::IValue());
        return c10::IValue(std::move(list));
    }
    c10::List<at::Tensor> list;
    list.reserve(value.length);
    for (int32_t i = 0; i < value.length; i++) list.push_back(borrow(items[i]));
    return c10::IValue(std::move(list));
}

c10::IValue to_ivalue(const Value& value, Need need) {
    switch (value.tag) {
        case TensorValue: return c10::IValue(borrow(value.pointer));
        case Int: return need == Need::Float ? c10::IValue(static_cast<double>(value.integer)) : c10::IValue(value.integer);
        case Double: return c10::IValue(value.real);
        case Bool: return c10::IValue(value.integer != 0);
        case IntList: return list_of<int64_t>(value);
        case DoubleList: return list_of<double>(value);
        case TensorList: return tensors_of(value, need);
        case String: return c10::IValue(std::string(static_cast<const char*>(value.pointer), value.length));
        case Device: return c10::IValue(to_device(value.integer));
        case Generator: return c10::IValue(borrow_generator(value.pointer));
        default: return c10::IValue();
    }
}

// KiB of memory that exists because of this tensor: none for a view or another tensor's storage.
int32_t newly_allocated(const at::Tensor& tensor) {
    if (!tensor.has_storage()) return 0;
    // A result that its own graph keeps for the backward pass shares its storage too, without being a view.
    if (tensor.storage().use_count() > 1 && (!tensor.requires_grad() || tensor.is_view())) return 0;
    return static_cast<int32_t>(std::min<size_t>(tensor.storage().nbytes() >> 10, INT32_MAX));
}

Value to_value(c10::IValue&& result) {
    Value value{None, 0, {0}};
    if (result.isTensor()) {
        auto tensor = std::move(result).toTensor();
        if (!tensor.defined()) return value;
        value.tag = TensorValue;
        value.length = newly_allocated(tensor);
        value.pointer = give(std::move(tensor));
    } else if (result.isInt()) {
        value.tag = Int;
        value.integer = result.toInt();
    } else if (result.isDouble()) {
        value.tag = Double;
        value.real = result.toDouble();
    } else if (result.isBool()) {
        value.tag = Bool;
        value.integer = result.toBool();
    } else if (result.isTensorList()) {
        auto tensors = result.toTensorVector();
        auto pointers = std::make_unique<void*[]>(tensors.size());
        for (size_t i = 0; i < tensors.size(); i++) pointers[i] = give(std::move(tensors[i]));
        value.tag = TensorList;
        value.length = static_cast<int32_t>(tensors.size());
        value.pointer = pointers.release();
    } else {
        TORCH_CHECK(result.isNone(), "a result of type ", result.tagKind(), " cannot be handed to .NET");
    }
    return value;
}

} // namespace

#ifdef __GLIBC__
// A step's activations come and go: given back to the system each time, their memory would be faulted in anew in the next.
const bool keeps_memory = mallopt(M_MMAP_THRESHOLD, 32 << 20) && mallopt(M_TRIM_THRESHOLD, 512 << 20);
#endif

API const char* torch_error() { return last_error.c_str(); }
API const char* torch_version() { return TORCH_VERSION; }

API void* torch_find(const char* name, const char* overload) {
    return guard([&]() -> void* {
        auto handle = c10::Dispatcher::singleton().findSchema({name, overload});
        TORCH_CHECK(handle.has_value(), "libtorch ", TORCH_VERSION, " has no operator ", name, *overload ? "." : "", overload);
        auto found = std::make_unique<Operator>(Operator{*handle, {}, name, only_computes(*handle)});
        for (auto& argument : handle->schema().arguments()) found->needs.push_back(need_of(argument));
        return found.release();
    });
}

// Runs an operator; returns how many results were written. With no capacity the results are let go, as an operator in
// place returns what it was given.
API int32_t torch_call(void* op, const Value* arguments, int32_t count, Value* results, int32_t capacity) {
    return guard([&]() -> int32_t {
        auto& called = *static_cast<Operator*>(op);
        auto& needs = called.needs;
        auto& schema = called.handle.schema().arguments();
        // An argument that only later versions have may be passed on as long as it says nothing.
        while (count > static_cast<int32_t>(needs.size()) && (arguments[count - 1].tag == None || arguments[count - 1].tag == Default)) count--;
        TORCH_CHECK(count <= static_cast<int32_t>(needs.size()), called.name, " of libtorch ", TORCH_VERSION, " takes ", needs.size(), " arguments, given ", count);

        thread_local torch::jit::Stack spare; // what a call inside this one finds empty, and fills anew
        auto stack = std::move(spare);
        for (int32_t i = 0; i < static_cast<int32_t>(needs.size()); i++) {
            if (i < count && arguments[i].tag != Default) {
                stack.push_back(to_ivalue(arguments[i], needs[i]));
            } else {
                TORCH_CHECK(schema[i].default_value().has_value(), called.name, " needs its argument '", schema[i].name(), "'");
                stack.push_back(*schema[i].default_value());
            }
        }
        if (called.only_computes && !c10::GradMode::is_enabled()) {
            at::AutoDispatchBelowADInplaceOrView without_autograd; // what autograd would only look at and pass on
            called.handle.callBoxed(&stack);
        } else {
            called.handle.callBoxed(&stack);
        }

        auto given = static_cast<int32_t>(stack.size());
        TORCH_CHECK(capacity == 0 || given <= capacity, called.name, " gives ", given, " results, expected ", capacity);
        for (int32_t i = 0; i < std::min(given, capacity); i++) results[i] = to_value(std::move(stack[i]));
        stack.clear();
        spare = std::move(stack);
        return std::min(given, capacity);
    });
}

API void torch_release(void* tensor) { c10::raw::intrusive_ptr::decref(static_cast<c10::TensorImpl*>(tensor)); }

API void torch_release_all(void* const* tensors, int32_t count) {
    for (int32_t i = 0; i < count; i++) torch_release(tensors[i]);
}

API void torch_free(void* pointers) { delete[] static_cast<void**>(pointers); }

enum Property : int32_t {
    Dimensions, Elements, ElementSize, DataType, DeviceKind, DeviceIndex, RequiresGrad, IsLeaf, IsContiguous, StorageOffset, IsSparse
};

API int64_t torch_get(void* pointer, Property property) {
    return guard([&]() -> int64_t {
        auto tensor = borrow(pointer);
        switch (property) {
            case Dimensions: return tensor.dim();
            case Elements: return tensor.numel();
            case ElementSize: return static_cast<int64_t>(tensor.element_size());
            case DataType: return static_cast<int64_t>(tensor.scalar_type());
            case DeviceKind: return static_cast<int64_t>(tensor.device().type());
            case DeviceIndex: return tensor.device().index();
            case RequiresGrad: return tensor.requires_grad();
            case IsLeaf: return tensor.is_leaf();
            case IsContiguous: return tensor.is_contiguous();
            case StorageOffset: return tensor.storage_offset();
            case IsSparse: return tensor.is_sparse();
        }
        TORCH_CHECK(false, "unknown property ", property);
    });
}

API int32_t torch_sizes(void* pointer, int64_t* sizes, int64_t* strides) {
    return guard([&]() -> int32_t {
        auto tensor = borrow(pointer);
        if (sizes) std::memcpy(sizes, tensor.sizes().data(), tensor.dim() * sizeof(int64_t));
        if (strides) std::memcpy(strides, tensor.strides().data(), tensor.dim() * sizeof(int64_t));
        return 0;
    });
}

API void* torch_data(void* pointer) {
    return guard([&]() -> void* { return borrow(pointer).data_ptr(); });
}

API int32_t torch_set_requires_grad(void* pointer, int32_t value) {
    return guard([&]() -> int32_t { borrow(pointer).requires_grad_(value != 0); return 0; });
}

API int32_t torch_retain_grad(void* pointer) {
    return guard([&]() -> int32_t { borrow(pointer).retain_grad(); return 0; });
}

// Null without an error where the tensor has no gradient.
API void* torch_grad(void* pointer) {
    return guard([&]() -> void* { last_error.clear(); return give(borrow(pointer).grad()); });
}

API int32_t torch_set_grad(void* pointer, void* gradient) {
    return guard([&]() -> int32_t { borrow(pointer).mutable_grad() = borrow(gradient); return 0; });
}

API int32_t torch_backward(void* const* tensors, int32_t count, void* const* gradients, int32_t gradient_count, int32_t retain_graph, int32_t create_graph, void* const* inputs, int32_t input_count) {
    return guard([&]() -> int32_t {
        torch::autograd::backward(borrow(tensors, count), borrow(gradients, gradient_count), retain_graph != 0, create_graph != 0, borrow(inputs, input_count));
        return 0;
    });
}

// Writes one tensor for each input, null where the input is unused.
API int32_t torch_gradients(void* const* outputs, int32_t count, void* const* inputs, int32_t input_count, void* const* gradients, int32_t gradient_count, int32_t retain_graph, int32_t create_graph, int32_t allow_unused, void** results) {
    return guard([&]() -> int32_t {
        auto found = torch::autograd::grad(borrow(outputs, count), borrow(inputs, input_count), borrow(gradients, gradient_count), retain_graph != 0, create_graph != 0, allow_unused != 0);
        for (int32_t i = 0; i < input_count; i++) results[i] = give(std::move(found[i]));
        return 0;
    });
}

API int32_t torch_grad_mode() { return c10::GradMode::is_enabled(); }
API void torch_set_grad_mode(int32_t enabled) { c10::GradMode::set_enabled(enabled != 0); }

API void* torch_default_generator(int64_t device) {
    return guard([&]() -> void* { return new at::Generator(at::globalContext().defaultGenerator(to_device(device))); });
}

API void* torch_new_generator(uint64_t seed, int64_t device) {
    return guard([&]() -> void* {
        auto made = std::make_unique<at::Generator>(at::globalContext().defaultGenerator(to_device(device)).clone());
        made->set_current_seed(seed);
        return made.release();
    });
}

API int32_t torch_generator_seed(void* pointer, uint64_t seed) {
    return guard([&]() -> int32_t {
        auto generator = borrow_generator(pointer);
        std::lock_guard<std::mutex> lock(generator.mutex());
        generator.set_current_seed(seed);
        return 0;
    });
}

API uint64_t torch_generator_initial_seed(void* pointer) { return borrow_generator(pointer).current_seed(); }
API void torch_generator_release(void* pointer) { delete static_cast<at::Generator*>(pointer); }

API void* torch_generator_state(void* pointer) {
    return guard([&]() -> void* { return give(borrow_generator(pointer).get_state()); });
}

API int32_t torch_set_generator_state(void* pointer, void* state) {
    return guard([&]() -> int32_t { borrow_generator(pointer).set_state(borrow(state)); return 0; });
}

API int32_t torch_threads() { return at::get_num_threads(); }

API int32_t torch_set_threads(int32_t count) {
    return guard([&]() -> int32_t { at::set_num_threads(count); return 0; });
}

API int32_t torch_cuda_devices() {
    return guard([&]() -> int32_t { return c10::impl::hasDeviceGuardImpl(c10::kCUDA) ? c10::impl::getDeviceGuardImpl(c10::kCUDA)->deviceCount() : 0; });
}

API int32_t torch_cudnn() {
    return guard([&]() -> int32_t { return at::hasCUDA() && at::detail::getCUDAHooks().hasCuDNN(); });
}

API int32_t torch_cuda_synchronize(int32_t device) {
    return guard([&]() -> int32_t {
        TORCH_CHECK(at::hasCUDA(), "CUDA is not available");
        auto current = c10::impl::getDeviceGuardImpl(c10::kCUDA)->getDevice().index();
        at::detail::getCUDAHooks().deviceSynchronize(device < 0 ? current : static_cast<c10::DeviceIndex>(device));
        return 0;
    });
}
