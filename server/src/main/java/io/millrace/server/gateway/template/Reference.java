package io.millrace.server.gateway.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `$name.property.method("argument")[index]`
///
/// @param root the variable
/// @param accesses the way down from it
/// @param alternative of `${name|'alternative'}`: the value when there is none, or an empty one
record Reference(String root, List<Access> accesses, Optional<Expression> alternative) implements Expression {
    @Override
    public Object value(Run run) throws TemplateException {
        Object at = down(accesses, run);
        return alternative.isPresent() && isEmpty(at) ? run.value(alternative.get()) : at;
    }

    private Object down(List<Access> way, Run run) throws TemplateException {
        Object at = run.variable(root);
        for (Access access : way) {
            if (at == null) {
                return null;
            }
            at = access.of(at, run);
        }
        return at;
    }

    /// `#set`. Nothing is set where the way down ends before its last step.
    void set(Object value, Run run) throws TemplateException {
        if (alternative.isPresent()) {
            throw new TemplateException("what has an alternative cannot be set");
        }
        if (accesses.isEmpty()) {
            run.assign(root, value);
            return;
        }
        Object target = down(accesses.subList(0, accesses.size() - 1), run);
        if (target != null) {
            accesses.getLast().set(target, value, run);
        }
    }

    private static boolean isEmpty(Object value) {
        return switch (value) {
            case null -> true;
            case Boolean flag -> !flag;
            case String text -> text.isEmpty();
            case Number number -> number.doubleValue() == 0;
            case List<?> list -> list.isEmpty();
            case Map<?, ?> map -> map.isEmpty();
            default -> false;
        };
    }

    /// One step down.
    sealed interface Access {
        /// @param target not null
        Object of(Object target, Run run) throws TemplateException;

        /// @param target not null
        void set(Object target, Object value, Run run) throws TemplateException;
    }

    /// `.name`
    record Property(String name) implements Access {
        @Override
        public Object of(Object target, Run run) throws TemplateException {
            run.step();
            return Methods.property(target, name);
        }

        @Override
        public void set(Object target, Object value, Run run) throws TemplateException {
            if (!(target instanceof Map<?, ?> map)) {
                throw new TemplateException("." + name + " cannot be set");
            }
            MapMethods.store(map, name, value, run);
        }
    }

    /// `.name(arguments)`
    record Call(String name, List<Expression> arguments) implements Access {
        @Override
        public Object of(Object target, Run run) throws TemplateException {
            List<Object> values = new ArrayList<>(arguments.size());
            for (Expression argument : arguments) {
                values.add(run.value(argument));
            }
            return Methods.call(target, name, values, run);
        }

        @Override
        public void set(Object target, Object value, Run run) throws TemplateException {
            throw new TemplateException("what ." + name + "() gives cannot be set");
        }
    }

    /// `[at]`
    record Index(Expression at) implements Access {
        @Override
        public Object of(Object target, Run run) throws TemplateException {
            Object key = run.value(at);
            return switch (target) {
                case List<?> list -> ListMethods.get(list, key);
                case Map<?, ?> map -> TemplateMap.lookup(map, key);
                case ContextValue context -> context.property(String.valueOf(key));
                default -> null;
            };
        }

        @Override
        public void set(Object target, Object value, Run run) throws TemplateException {
            Object key = run.value(at);
            if (target instanceof Map<?, ?> map) {
                MapMethods.store(map, key, value, run);
                return;
            }
            Integer index = Methods.index(key);
            if (!(target instanceof List<?> list) || index == null) {
                throw new TemplateException("what is neither a list nor a map has no elements to set");
            }
            ListMethods.set(list, index, value);
        }
    }
}
