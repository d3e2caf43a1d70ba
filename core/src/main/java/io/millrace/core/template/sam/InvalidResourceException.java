package io.millrace.core.template.sam;

/// What is wrong with one resource, in the words of SAM; all of a template are collected before one is told.
final class InvalidResourceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidResourceException(String message) {
        super(message, null, false, false);
    }

    static InvalidResourceException ofProperty(String name) {
        return new InvalidResourceException("Type of property '" + name + "' is invalid.");
    }

    static InvalidResourceException notSupported(String name) {
        return new InvalidResourceException("Property '" + name + "' is not supported by Millrace.");
    }

    InvalidResourceException inEvent(String eventId) {
        return new InvalidResourceException("Event with id [" + eventId + "] is invalid. " + getMessage());
    }
}
