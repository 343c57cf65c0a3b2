package io.casework.attachments;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What may be added to a case; the content decides which of them a file is. */
enum FileType {
  PDF("application/pdf", "pdf"),
  PNG("image/png", "png"),
  JPEG("image/jpeg", "jpg jpeg", "image/jpg", "image/pjpeg"),
  GIF("image/gif", "gif"),
  TIFF("image/tiff", "tif tiff"),
  WEBP("image/webp", "webp"),
  TEXT("text/plain", "txt log"),
  CSV("text/csv", "csv", "text/plain", "application/csv", "application/vnd.ms-excel"),
  EML("message/rfc822", "eml", "text/plain"),
  ZIP("application/zip", "zip", "application/x-zip-compressed"),
  DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
  XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
  PPTX("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx");

  /** What programs say that do not know. */
  private static final String ANY = "application/octet-stream";

  private final String mediaType;
  private final List<String> extensions;
  private final List<String> alsoCalled;

  FileType(String mediaType, String extensions, String... alsoCalled) {
    this.mediaType = mediaType;
    this.extensions = List.of(extensions.split(" "));
    this.alsoCalled = List.of(alsoCalled);
  }

  static Optional<FileType> ofMediaType(String mediaType) {
    return Arrays.stream(values()).filter(type -> type.mediaType.equals(mediaType)).findFirst();
  }

  String mediaType() {
    return mediaType;
  }

  String extension() {
    return extensions.get(0);
  }

  boolean image() {
    return mediaType.startsWith("image/");
  }

  /** Whether files of this type have this ending; none fits all. */
  boolean mayEndWith(String extension) {
    return extension.isEmpty() || extensions.contains(extension);
  }

  /** Whether a sender may call it so; parameters such as a character set do not matter. */
  boolean mayBeCalled(String declared) {
    var called = declared.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return called.isEmpty()
        || called.equals(ANY)
        || called.equals(mediaType)
        || alsoCalled.contains(called);
  }
}
