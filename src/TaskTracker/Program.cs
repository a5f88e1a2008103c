using TaskTracker.Commands;
using TaskTracker.Documents.Readers.Pdf;

// The service reads a PDF by starting itself anew (docs/decisions/0018); nothing of the service is needed there.
return args is [PdfWorker.Command, var seconds] ? PdfWorker.Run(seconds) : await CommandLine.RunAsync(args);
