// Custom autograd functions: libtorch's own torch::autograd::Function, whose forward and backward call into .NET.

#include "bridge.h"

#include <torch/csrc/autograd/custom_function.h>

#include <cstdlib>
#include <stdexcept>

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

// A list of tensors for .NET; the items are malloc'ed, and their reader frees them.
struct Tensors {
    void** items;
    int32_t count;
};

Tensors give(variable_list&& tensors) {
    Tensors given{static_cast<void**>(std::malloc((tensors.size() + 1) * sizeof(void*))), static_cast<int32_t>(tensors.size())};
    for (int32_t i = 0; i < given.count; i++) given.items[i] = ::give(std::move(tensors[i]));
    return given;
}

// run gives null, or the text of an exception, taken from malloc.
struct Callbacks {
    char* (*run)(void* function, AutogradContext* context, int32_t is_backward, Tensors given, variable_list* results);
    void (*release)(void* function);
};

// The .NET side of one node of the graph; let go with the node.
struct Managed : torch::CustomClassHolder {
    void* function;
    Callbacks callbacks;

    Managed(void* function, Callbacks callbacks) : function(function), callbacks(callbacks) {}
    ~Managed() override { callbacks.release(function); }

    variable_list run(AutogradContext* context, bool is_backward, variable_list&& given) {
        variable_list results;
        auto error = callbacks.run(function, context, is_backward, give(std::move(given)), &results);
        if (!error) return results;
        std::string text = error;
        std::free(error);
        throw std::runtime_error(text);
    }
};

struct Bridge : torch::autograd::Function<Bridge> {
    static variable_list forward(AutogradContext* context, at::TensorList, c10::intrusive_ptr<Managed> managed) {
        context->saved_data["managed"] = c10::IValue::make_capsule(managed);
        return managed->run(context, false, {});
    }

    static variable_list backward(AutogradContext* context, variable_list gradients) {
        auto managed = c10::static_intrusive_pointer_cast<Managed>(context->saved_data["managed"].toCapsule());
        auto results = managed->run(context, true, std::move(gradients));
        results.emplace_back(); // of forward's last argument
        return results;
    }
};

} // namespace

API int32_t torch_function_apply(void* const* inputs, int32_t count, void* function, Callbacks callbacks, Tensors* outputs) {
    return guard([&]() -> int32_t {
        auto managed = c10::make_intrusive<Managed>(function, callbacks);
        auto tensors = borrow(inputs, count);
        at::TensorList list = tensors;
        *outputs = give(Bridge::apply(list, managed));
        return 0;
    });
}

// How run hands over its results.
API void torch_function_return(variable_list* results, void* const* items, int32_t count) { *results = borrow(items, count); }

enum Kind : int32_t { Saved, Dirty, NotDifferentiable };

API int32_t torch_function_mark(AutogradContext* context, Kind kind, void* const* items, int32_t count) {
    return guard([&]() -> int32_t {
        auto tensors = borrow(items, count);
        if (kind == Saved) context->save_for_backward(std::move(tensors));
        else if (kind == Dirty) context->mark_dirty(tensors);
        else context->mark_non_differentiable(tensors);
        return 0;
    });
}

API void torch_function_materialize(AutogradContext* context, int32_t value) { context->set_materialize_grads(value != 0); }

API int32_t torch_function_saved(AutogradContext* context, Tensors* saved) {
    return guard([&]() -> int32_t { *saved = give(context->get_saved_variables()); return 0; });
}
