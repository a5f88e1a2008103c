namespace TaskTracker.Core.Reporting;

/// <summary>
/// Whether bytes are text, read piece by piece: UTF-8 or GB18030 without control characters. Bytes that no character of either begins or
/// goes on with make it something else.
/// </summary>
public sealed class TextBytes
{
    private int _utf8Following;
    private bool _isUtf8 = true;
    private int _gbPlace;
    private bool _isGb = true;
    private bool _hasControls;

    /// <summary>Looks at the next bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            _hasControls |= value < 0x20 && value is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f');
            AddUtf8(value);
            AddGb(value);
        }
    }

    /// <summary>Whether what was seen is whole text.</summary>
    public bool IsText => !_hasControls && ((_isUtf8 && _utf8Following == 0) || (_isGb && _gbPlace == 0));

    private void AddUtf8(byte value)
    {
        if (_utf8Following > 0)
        {
            _isUtf8 &= (value & 0xC0) == 0x80;
            _utf8Following--;
            return;
        }

        _utf8Following = value switch { < 0x80 => 0, >= 0xC2 and <= 0xDF => 1, >= 0xE0 and <= 0xEF => 2, >= 0xF0 and <= 0xF4 => 3, _ => -1 };
        if (_utf8Following < 0)
            (_isUtf8, _utf8Following) = (false, 0);
    }

    /// <summary>GB18030: one byte, two (the second from 0x40), or four (the second and fourth are digits).</summary>
    private void AddGb(byte value)
    {
        var (fits, next) = (_gbPlace, value) switch
        {
            (0, < 0x80) => (true, 0),
            (0, >= 0x81 and <= 0xFE) => (true, 1),
            (1, >= 0x40 and <= 0xFE and not 0x7F) => (true, 0),
            (1, >= 0x30 and <= 0x39) => (true, 2),
            (2, >= 0x81 and <= 0xFE) => (true, 3),
            (3, >= 0x30 and <= 0x39) => (true, 0),
            _ => (false, 0),
        };
        _isGb &= fits;
        _gbPlace = next;
    }
}
