package io.casework.console;

import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.casework.alerts.AlertConflict;
import io.casework.attachments.NotNow;
import io.casework.cases.CaseConflict;
import io.casework.cases.Cases;
import io.casework.cases.NoSuchCase;
import io.casework.cases.ResolutionRefused;
import io.casework.core.CaseId;
import io.casework.core.Refused;
import io.casework.wire.Malformed;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageConversionException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Failures as RFC 9457 problem documents that name the field and the rule. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(Problems.class);

  private final Cases cases;

  Problems(Cases cases) {
    this.cases = cases;
  }

  @ExceptionHandler
  ProblemDetail missing(NoSuchCase e) {
    if (e instanceof HiddenCase hidden) {
      Refusals.hidden(hidden);
    }
    return problem(HttpStatus.NOT_FOUND, "no-such-case", "There is no such case for you.");
  }

  @ExceptionHandler
  ProblemDetail refused(Refused e) {
    var problem =
        switch (e.kind()) {
          case MISSING -> problem(HttpStatus.NOT_FOUND, "missing", e.getMessage());
          case CONFLICT -> problem(HttpStatus.CONFLICT, "conflict", e.getMessage());
          case INVALID -> problem(HttpStatus.UNPROCESSABLE_ENTITY, "refused", e.getMessage());
        };
    problem.setProperty("field", e.field());
    problem.setProperty("rule", e.rule());
    return problem;
  }

  @ExceptionHandler
  ProblemDetail refused(AlertConflict e) {
    var problem = refused(e.why());
    problem.setProperty("current", e.current());
    return problem;
  }

  @ExceptionHandler
  ProblemDetail malformed(Malformed e) {
    var problem =
        e.kind() == Malformed.Kind.TOO_LARGE
            ? problem(HttpStatus.PAYLOAD_TOO_LARGE, "too-large", e.getMessage())
            : e.pointer().isEmpty()
                ? problem(HttpStatus.BAD_REQUEST, "malformed", e.getMessage())
                : problem(HttpStatus.UNPROCESSABLE_ENTITY, "refused", e.getMessage());
    problem.setProperty("field", e.pointer());
    problem.setProperty("rule", e.rule());
    return problem;
  }

  @ExceptionHandler
  ProblemDetail refused(ResolutionRefused e) {
    var problem =
        problem(HttpStatus.UNPROCESSABLE_ENTITY, "refused", String.valueOf(e.getMessage()));
    problem.setProperty("field", e.field());
    return problem;
  }

  @ExceptionHandler
  ProblemDetail invalid(IllegalArgumentException e) {
    return problem(HttpStatus.BAD_REQUEST, "invalid", String.valueOf(e.getMessage()));
  }

  @ExceptionHandler({
    DateTimeException.class,
    DataIntegrityViolationException.class,
    HttpMessageConversionException.class
  })
  ProblemDetail invalid(Exception e) {
    return problem(
        HttpStatus.BAD_REQUEST, "invalid", "A value is out of range or of a wrong form.");
  }

  @ExceptionHandler
  ProblemDetail invalid(BadUserRequestException e) {
    if (e.getCause() instanceof ResolutionRefused refused) {
      return refused(refused);
    }
    return problem(HttpStatus.BAD_REQUEST, "invalid", String.valueOf(e.getMessage()));
  }

  @ExceptionHandler
  ProblemDetail invalid(MethodArgumentTypeMismatchException e) {
    return problem(HttpStatus.BAD_REQUEST, "invalid", e.getName() + ": is of the wrong type");
  }

  @ExceptionHandler
  ProblemDetail conflict(CaseConflict e, HttpServletRequest request) {
    return withState(
        problem(HttpStatus.CONFLICT, "conflict", String.valueOf(e.getMessage())), request);
  }

  @ExceptionHandler({
    OptimisticLockingException.class,
    MismatchingMessageCorrelationException.class
  })
  ProblemDetail raced(RuntimeException e, HttpServletRequest request) {
    return withState(
        problem(HttpStatus.CONFLICT, "conflict", "Somebody else changed the case just now."),
        request);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> notNow(NotNow e) {
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, "10")
        .body(problem(HttpStatus.SERVICE_UNAVAILABLE, "not-now", e.getMessage()));
  }

  @ExceptionHandler
  ProblemDetail failed(RuntimeException e) {
    log.error("request failed", e);
    return problem(HttpStatus.INTERNAL_SERVER_ERROR, "internal", "The request failed on our side.");
  }

  @Override
  protected ResponseEntity<Object> handleMaxUploadSizeExceededException(
      MaxUploadSizeExceededException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    var rule =
        "must not be larger than casework.attachments.max-file-size (20 MB unless set otherwise)";
    var problem = problem(HttpStatus.PAYLOAD_TOO_LARGE, "too-large", "/file: " + rule);
    problem.setProperty("field", "/file");
    problem.setProperty("rule", rule);
    return ResponseEntity.status(HttpStatus.PAYLOAD_TOO_LARGE).body(problem);
  }

  @ExceptionHandler
  ProblemDetail unreadable(MultipartException e) {
    return problem(HttpStatus.BAD_REQUEST, "malformed", "The body must be multipart/form-data.");
  }

  @Override
  protected ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    var detail =
        e.getCause() instanceof UnrecognizedPropertyException unknown
            ? unknown.getPropertyName() + ": is not a field of this request"
            : "The body must be a JSON object of the expected fields.";
    var problem = problem(HttpStatus.BAD_REQUEST, "invalid", detail);
    if (e.getCause() instanceof InvalidFormatException wrong) {
      var field =
          "/"
              + wrong.getPath().stream()
                  .map(step -> String.valueOf(step.getFieldName()))
                  .collect(Collectors.joining("/"));
      var type = wrong.getTargetType();
      var rule =
          type.isEnum()
              ? "must be one of " + Arrays.toString(type.getEnumConstants())
              : "must be a " + type.getSimpleName();
      problem.setDetail(field + ": " + rule);
      problem.setProperty("field", field);
      problem.setProperty("rule", rule);
    }
    return ResponseEntity.badRequest().body(problem);
  }

  /** So that the caller need not ask again: where the case stands now. */
  private ProblemDetail withState(ProblemDetail problem, HttpServletRequest request) {
    var path = request.getRequestURI().split("/");
    if (path.length > 4 && path[3].equals("cases")) {
      cases
          .find(new CaseId(path[4]))
          .ifPresent(record -> problem.setProperty("current", ListedCase.of(record)));
    }
    return problem;
  }

  private static ProblemDetail problem(HttpStatus status, String type, @Nullable String detail) {
    var problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setType(URI.create("urn:casework:problem:" + type));
    return problem;
  }
}
